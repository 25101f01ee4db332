/** `npm run contracts:import -- file.csv`: adds the funds' contracts to the registry, also while the product runs. */
import { localEnvironment } from '../local/environment.js';
import { StartRefused } from '../local/start-refused.js';
import { importContracts, NotARegistry } from './import-contracts.js';
import { startProgress } from './progress.js';

const [file] = process.argv.slice(2);
if (!file) {
  console.error('Which file? npm run contracts:import -- contracts.csv (siret;fund;number, with that header line)');
  process.exit(64); // EX_USAGE
}

const progress = await startProgress();
try {
  const count = await importContracts({
    databaseUrl: localEnvironment().MIGRATIONS_DATABASE_URL,
    file,
    onBadLine: (line, reason) => console.error(`line ${line}: ${reason}`),
    onProgress: (done, total) => progress.update(done, total),
  });
  progress.stop();
  const { lines, added, known, refused } = count;
  console.log(`${lines} lines: ${added} added, ${known} already known, ${refused} refused.`);
} catch (error) {
  progress.stop();
  const expected =
    error instanceof StartRefused ||
    error instanceof NotARegistry ||
    (error as NodeJS.ErrnoException).code === 'ENOENT';
  console.error(expected ? (error as Error).message : error);
  process.exit(1);
}
