import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { SettingsError } from '@app/settings';
import { createTransport } from 'nodemailer';
import { Client } from 'pg';
import { localEnvironment } from './environment.js';
import { isFree } from './ports.js';
import { isAlive, type ProcessIdentity } from './processes/process-identity.js';
import { type LocalProduct, startLocal } from './start-local.js';
import { StartRefused } from './start-refused.js';
import { waitUntil } from './wait-until.js';
import { freshFolder } from './fresh-folder.js';

const outside = ['DATABASE_URL', 'MIGRATIONS_DATABASE_URL', 'SMTP_URL', 'TEMPORAL_ADDRESS'];
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outside.includes(name)));
let dataDir: string;
let product: LocalProduct | undefined;

beforeEach(() => {
  dataDir = freshFolder('local');
});
afterEach(async () => {
  await product?.stop();
  product = undefined;
  rmSync(dataDir, { recursive: true });
});

/** Everything but our own processes: those are covered by the tests of `e2e/`. */
const start = async (given: NodeJS.ProcessEnv = {}) => {
  product = await startLocal({ env: { ...env, ...given }, dataDir, ports: 'free', apps: [], durable: false });
  return product;
};
const contracts = async (url: string) => {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query<{ count: string }>('select count(*) from contract').finally(() => client.end());
  return Number(rows[0]?.count);
};
const recorded = () =>
  readdirSync(join(dataDir, 'run')).map(
    (file) => JSON.parse(readFileSync(join(dataDir, 'run', file), 'utf8')) as ProcessIdentity,
  );

test('PostgreSQL, Temporal, inbox and simulators start; state and secrets survive a stop; nothing is left running', async () => {
  const first = await start();
  expect(await contracts(first.env.DATABASE_URL)).toBeGreaterThan(0);
  expect((await fetch(`${first.addresses.inbox}/messages`)).status).toBe(200);
  expect((await fetch(`${first.addresses.simulators}/requests`)).status).toBe(200);
  expect((await fetch(first.addresses.temporalUi ?? '')).status).toBe(200);
  expect(localEnvironment({ DATA_DIR: dataDir }).DATABASE_URL).toBe(first.env.DATABASE_URL);
  for (const file of ['secrets.json', 'environment.json'])
    expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);

  const processes = recorded();
  expect(processes).toHaveLength(2);
  await first.stop();
  expect(processes.filter(isAlive)).toEqual([]);
  expect(recorded()).toEqual([]);

  const second = await start();
  expect(second.env.LINK_KEYS).toBe(first.env.LINK_KEYS);
  expect(await contracts(second.env.DATABASE_URL)).toBeGreaterThan(0);
}, 90_000);

/** Whatever other users may do anything with, below `path` and itself. */
const openToOthers = (path: string): string[] => {
  const found = lstatSync(path);
  const inside = found.isDirectory() ? readdirSync(path).flatMap((name) => openToOthers(join(path, name))) : [];
  return found.isSymbolicLink() || (found.mode & 0o077) === 0 ? inside : [path, ...inside];
};

test('everything in DATA_DIR is its owner’s alone, the captured mail too, also in a folder that an earlier version left open', async () => {
  for (const folder of ['postgres', 'temporal', 'inbox', 'logs', 'run'])
    mkdirSync(join(dataDir, folder), { mode: 0o755 });
  for (const file of ['inbox/000000000001.json', 'inbox/000000000002.json.draft', 'logs/api.log', 'logs/api.log.1'])
    writeFileSync(join(dataDir, file), '{}', { mode: 0o644 });
  chmodSync(dataDir, 0o755);
  const { env: found, addresses } = await start();
  const mail = createTransport(found.SMTP_URL);
  await mail.sendMail({ from: 'a@exemple.fr', to: 'b@exemple.fr', subject: 'x', text: 'x' });
  await waitUntil(
    'the mail',
    async () => ((await (await fetch(`${addresses.inbox}/messages`)).json()) as []).length > 1,
  );
  expect(readdirSync(join(dataDir, 'temporal')).length).toBeGreaterThan(0);
  expect(openToOthers(dataDir)).toEqual([]);
}, 90_000);

test('a folder that holds other files too keeps its mode: what is ours in it is closed', async () => {
  writeFileSync(join(dataDir, 'letter.txt'), '', { mode: 0o644 });
  chmodSync(dataDir, 0o755);
  await start();
  expect(openToOthers(dataDir).sort()).toEqual([dataDir, join(dataDir, 'letter.txt')]);
}, 90_000);

test('beside a product that runs: its folder is refused to another; its services serve one in another folder; one that dies is started again', async () => {
  const first = await start();
  await expect(startLocal({ env, dataDir, ports: 'free', apps: [] })).rejects.toThrow(StartRefused);
  expect(await contracts(first.env.DATABASE_URL)).toBeGreaterThan(0);

  const { DATABASE_URL, MIGRATIONS_DATABASE_URL, TEMPORAL_ADDRESS } = first.env;
  const services = { DATABASE_URL, MIGRATIONS_DATABASE_URL, TEMPORAL_ADDRESS, SMTP_URL: 'smtp://127.0.0.1:2525' };
  const folder = join(dataDir, 'second');
  const second = await startLocal({ env: { ...env, ...services }, dataDir: folder, ports: 'free', apps: [] });
  expect(Object.keys(second.processes)).toEqual([]);
  expect(second.addresses.inbox).toBeUndefined();
  expect(second.env).toMatchObject(services);
  await second.stop();

  const before = first.processes.postgres?.pid();
  first.processes.postgres?.signal('SIGKILL');
  await waitUntil('PostgreSQL is back', async () => {
    const pid = first.processes.postgres?.pid();
    return pid !== undefined && pid !== before && (await contracts(DATABASE_URL).catch(() => 0)) > 0;
  });
}, 90_000);

test('what a kill −9 has left is ended by the next start, and the state is there', async () => {
  const options = JSON.stringify({ dataDir, ports: 'free', apps: [], durable: false });
  const script = `import { startLocal } from './dist/tools/local/start-local.js'; await startLocal(${options}); console.log('up');`;
  const killed = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(killed.stdout, 'data');
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const left = recorded();
  expect(left.filter(isAlive)).toHaveLength(2);

  const next = await start();
  expect(left.filter(isAlive)).toEqual([]);
  expect(await contracts(next.env.DATABASE_URL)).toBeGreaterThan(0);
}, 90_000);

test('a taken port is told with the variable to change, before anything starts', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const ports = {
    ...env,
    SMTP_PORT: String(port),
    TEMPORAL_PORT: String(port + 1),
    TEMPORAL_UI_PORT: String(port + 1),
  };
  const starting = startLocal({ env: ports, dataDir, apps: [] });
  await expect(starting).rejects.toThrow(`Port ${port} is taken: end the program that uses it, or set SMTP_PORT`);
  await expect(starting).rejects.toThrow('TEMPORAL_PORT and TEMPORAL_UI_PORT are both');
  expect(recorded()).toEqual([]);
  taken.close();
});

test('an outside database needs both addresses', async () => {
  await expect(start({ DATABASE_URL: 'postgres://a:b@127.0.0.1/c' })).rejects.toThrow(SettingsError);
});

test('a malformed DIRECTORY_FILE is told before anything starts, with its line', async () => {
  const file = join(freshFolder('directory-file'), 'establishments.json');
  writeFileSync(file, '{"establishments": [\n  {"siret": "21690123100011",}\n]}');
  const starting = start({ DIRECTORY_FILE: file });
  await expect(starting).rejects.toThrow(SettingsError);
  await expect(starting).rejects.toThrow(/DIRECTORY_FILE .*line 2/u);
});

test('stopping while it starts leaves nothing', async () => {
  const stopping = new AbortController();
  const starting = startLocal({ env, dataDir, ports: 'free', apps: [], durable: false, signal: stopping.signal });
  await waitUntil('PostgreSQL is recorded', () => readdirSync(dataDir).includes('run') && recorded().length > 0);
  const begun = recorded();
  stopping.abort();
  await expect(starting).rejects.toThrow();
  expect(begun.filter(isAlive)).toEqual([]);
}, 60_000);

(process.getuid?.() === 0 ? test : test.skip)(
  'as root, a folder that user postgres cannot reach is refused, naming one that works',
  async () => {
    chmodSync(dataDir, 0o700);
    await expect(startLocal({ env, dataDir: join(dataDir, 'deep'), ports: 'free', apps: [] })).rejects.toThrow(
      /DATA_DIR=\/.+parcours/u,
    );
  },
);

test('a free port is free', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  expect(await isFree(port)).toBe(false);
  taken.close();
  await once(taken, 'close');
  expect(await isFree(port)).toBe(true);
});
