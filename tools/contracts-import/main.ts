/** `npm run contracts:import -- file.csv`: adds the funds' contracts to the registry, also while the product runs. */
import { localEnvironment } from '../local/environment.js';
import { StartRefused } from '../local/start-refused.js';
import { importContracts } from './import-contracts.js';
import { NotARegistry } from './not-a-registry.js';
import { startProgress } from './progress.js';

/** sysexits.h: asked wrongly, and not every row could be read. */
const [usage, badData] = [64, 65];

const [file] = process.argv.slice(2);
if (!file) {
  console.error('Which file? npm run contracts:import -- contracts.csv (siret;fund;number, with that header line)');
  process.exit(usage);
}

const progress = await startProgress();
try {
  const { encoding, lines, added, known, refused } = await importContracts({
    databaseUrl: localEnvironment().MIGRATIONS_DATABASE_URL,
    file,
    onBadLine: (line, reason) => console.error(`line ${line}: ${reason}`),
    onProgress: (done, total) => progress.update(done, total),
  });
  progress.stop();
  if (encoding === 'windows-1252') console.error('The file is not UTF-8: read as Latin-1 (windows-1252).');
  console.log(`${lines} lines: ${added} added, ${known} already known, ${refused} refused.`);
  if (refused > 0) process.exitCode = badData;
} catch (error) {
  progress.stop();
  if (error instanceof NotARegistry) {
    console.error(`${error.message}\nNothing was imported.`);
    process.exit(badData);
  }
  const { code, message } = error as NodeJS.ErrnoException;
  const expected = error instanceof StartRefused || ['ENOENT', 'EACCES', 'EISDIR'].includes(code ?? '');
  console.error(expected ? message : error);
  process.exit(1);
}
