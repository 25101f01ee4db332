import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../local/ports.js';
import { startPostgres } from '../../local/postgres/postgres.js';
import { runToEnd } from '../../local/run-to-end.js';
import type { EmptyDatabase } from './lived-plans.js';

/** On a server of its own, of which nothing outlives `stop`. `folder`: fresh, and user `postgres` can enter it. Needs a build. */
export async function databaseOfItsOwn(folder: string): Promise<EmptyDatabase & { stop(): Promise<void> }> {
  const [port = 0] = await freePorts(1);
  const runFolder = join(folder, 'run');
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const { databaseUrl, migrationsDatabaseUrl, adminUrl, group } = await startPostgres({
    ...{ folder: join(folder, 'postgres'), port, runFolder, logFile: join(folder, 'postgres.log'), durable: false },
    passwords: { superuser: 'bench', owner: 'bench', application: 'bench' },
  });
  await runToEnd({
    ...{ name: 'migrate', command: process.execPath, args: ['dist/libs/persistence/src/migrate.js'], runFolder },
    ...{ env: { MIGRATIONS_DATABASE_URL: migrationsDatabaseUrl }, logFile: join(folder, 'migrate.log') },
  }).catch(async (error: unknown) => {
    await group.stop();
    throw error;
  });
  return {
    ...{ databaseUrl, ownerUrl: migrationsDatabaseUrl, adminUrl: adminUrl.replace(/[^/]+$/u, 'parcours') },
    stop: () => group.stop(),
  };
}
