import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../local/postgres/postgres.js';
import { freePorts } from '../local/ports.js';
import { endOrphans, livingOwner } from '../local/processes/run-folder.js';

const prefix = 'parcours-test-';
const password = () => randomBytes(16).toString('hex');
const migrate = 'dist/libs/persistence/src/migrate.js';

/** Servers and folders of test runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const runFolder = join(folder, 'run');
    if (!existsSync(runFolder) || livingOwner(runFolder)) continue;
    await endOrphans(runFolder);
    rmSync(folder, { recursive: true, force: true });
  }
}

function migrated(url: string): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [migrate], {
    env: { ...process.env, MIGRATIONS_DATABASE_URL: url },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The migrations failed:\n${stdout}${stderr}`);
}

/**
 * One throw-away PostgreSQL for the whole run, with a database `parcours` migrated once, from which `createTestDatabase` copies.
 * Without a build there are no migrations to run: then only suites that ask for a database fail, and say why.
 */
export async function startTestPostgres(): Promise<{ stop(): Promise<void> }> {
  await sweep();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as user postgres, who must get through
  const [port = 0] = await freePorts(1);
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    port,
    passwords: { superuser: password(), owner: password(), application: password() },
    runFolder: join(folder, 'run'),
    logFile: join(folder, 'postgres.log'),
    durable: false,
  });
  const stop = async () => {
    await postgres.group.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (existsSync(migrate)) migrated(postgres.migrationsDatabaseUrl);
    else process.env.PARCOURS_TEST_UNMIGRATED = 'yes';
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.PARCOURS_TEST_POSTGRES = JSON.stringify({ ...postgres, group: undefined }); // jest's workers inherit it
  return { stop };
}

export interface TestDatabase {
  name: string;
  /** As `parcours_app`, the role of the processes. */
  databaseUrl: string;
  /** As the owner, who may also do what the application may not. */
  ownerUrl: string;
  /** As the superuser, for what no role of the product may. */
  adminUrl: string;
  /** Also while connections are open. */
  drop(): Promise<void>;
}

/**
 * A database of the suite's own, with the real migrations and nothing in it (tens of ms). `migrated: false` gives an empty one.
 * Call it in `beforeAll`, `drop()` in `afterAll` after closing the connections.
 */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const known = process.env.PARCOURS_TEST_POSTGRES;
  if (!known) throw new Error('No PostgreSQL of the test run: is globalSetup of jest.config.mjs in use?');
  if (migrated && process.env.PARCOURS_TEST_UNMIGRATED)
    throw new Error(`${migrate} is not there: run npm run build first.`);
  const server = JSON.parse(known) as { adminUrl: string; databaseUrl: string; migrationsDatabaseUrl: string };
  const name = `test_${randomBytes(6).toString('hex')}`;
  const asAdmin = async (statement: string) => {
    const admin = new Client(server.adminUrl);
    await admin.connect();
    await admin.query(statement).finally(() => admin.end());
  };
  const template = migrated ? 'parcours' : 'template0';
  await asAdmin(`create database ${name} owner parcours template ${template} strategy file_copy`);
  const onIt = (url: string) => url.replace(/[^/]+$/u, name);
  return {
    name,
    databaseUrl: onIt(server.databaseUrl),
    ownerUrl: onIt(server.migrationsDatabaseUrl),
    adminUrl: onIt(server.adminUrl),
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  };
}
