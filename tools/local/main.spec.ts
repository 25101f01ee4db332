import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { localSettings } from '@app/settings';
import { freePorts } from './ports.js';
import { isAlive, type ProcessIdentity } from './processes/process-identity.js';
import { waitUntil } from './wait-until.js';
import { freshFolder } from './fresh-folder.js';

/** A working folder where the supervisor is the built one, and api, worker and web are stand-ins that are ready at once. */
let place: string;
let env: NodeJS.ProcessEnv;
let said: string;
let supervisor: ChildProcess;

const standIn = (port: string) => `
  import { createServer } from 'node:http';
  createServer((request, response) => response.end()).listen(process.env.${port}, '127.0.0.1');
`;
/** Of every port that `npm start` takes, so that none of them is the one of a product that runs on this machine. */
const portVariables = (): string[] =>
  Object.keys(localSettings({}))
    .filter((name) => name.endsWith('Port'))
    .map((name) => name.replace(/[A-Z]/gu, (letter) => `_${letter}`).toUpperCase());
const app = (name: string) => join(place, 'dist/apps', name, 'src/main.js');

beforeEach(async () => {
  place = freshFolder('main');
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify({ type: 'module', scripts: { start: 'node dist/tools/local/main.js' } }),
  );
  mkdirSync(join(place, 'dist'));
  for (const name of ['node_modules', 'dist/tools', 'dist/libs', 'data', '.cache'])
    symlinkSync(resolve(name), join(place, name));
  for (const [name, port] of [
    ['api', 'API_PORT'],
    ['worker', 'WORKER_HEALTH_PORT'],
    ['web', 'WEB_PORT'],
  ] as const) {
    mkdirSync(join(place, 'dist/apps', name, 'src'), { recursive: true });
    writeFileSync(app(name), standIn(port));
  }
  const names = portVariables();
  const ports = await freePorts(names.length);
  const { npm_lifecycle_event: _, ...inherited } = process.env;
  env = { ...inherited, ...Object.fromEntries(names.map((name, index) => [name, String(ports[index])])) };
});
afterEach(async () => {
  if (supervisor.exitCode === null && supervisor.signalCode === null) {
    supervisor.kill('SIGTERM'); // a test has failed half-way
    await once(supervisor, 'exit');
  }
  rmSync(place, { recursive: true });
});

function start(command = process.execPath, args = ['dist/tools/local/main.js'], given = env): void {
  said = '';
  supervisor = spawn(command, args, { cwd: place, env: given, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [supervisor.stdout, supervisor.stderr])
    stream?.on('data', (data: Buffer) => (said += data.toString()));
}
const ready = () =>
  waitUntil(`« Parcours is ready » after: ${said}`, () => /^Parcours is ready$/mu.test(said), { patience: 60_000 });
const exitCode = async () => supervisor.exitCode ?? ((await once(supervisor, 'exit')) as [number])[0];
const recorded = () => {
  const folder = join(place, '.data/run');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.map(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as ProcessIdentity & { name: string },
  );
};

test('Ctrl-C stops everything in order, with exit code 0; one Ctrl-C may arrive twice; the next start finds the state', async () => {
  start();
  await ready();
  expect(said).toContain(`http://127.0.0.1:${env.API_PORT}/docs`);
  const processes = recorded();
  expect(processes.map(({ name }) => name).sort()).toEqual(['api', 'postgres', 'temporal', 'web', 'worker']);
  process.kill(-(supervisor.pid as number), 'SIGINT');
  process.kill(-(supervisor.pid as number), 'SIGINT');
  expect(await exitCode()).toBe(0);
  expect(processes.filter(isAlive)).toEqual([]);

  start();
  await ready();
  supervisor.kill('SIGTERM');
  expect(await exitCode()).toBe(0);
}, 120_000);

test('the death of npm above stops everything', async () => {
  start('npm', ['start', '--silent']);
  await ready();
  const processes = recorded();
  supervisor.kill('SIGKILL');
  await waitUntil('nothing is left', () => !processes.some(isAlive), { patience: 30_000 });
}, 120_000);

test('a process of ours that dies is started again, and told', async () => {
  start();
  await ready();
  const [api] = recorded().filter(({ name }) => name === 'api');
  process.kill(api?.pid ?? 0, 'SIGKILL');
  await waitUntil('the restart', () => recorded().some(({ name, pid }) => name === 'api' && pid !== api?.pid));
  expect(said).toContain('api has ended (SIGKILL)');
  supervisor.kill('SIGINT');
  expect(await exitCode()).toBe(0);
}, 120_000);

test('a process that cannot start is told with its last words, and nothing is left', async () => {
  writeFileSync(app('worker'), 'console.error("no such queue"); process.exit(1);');
  start();
  expect(await exitCode()).toBe(1);
  expect(said).toContain('no such queue');
  expect(recorded()).toEqual([]);
}, 120_000);

test('Ctrl-C while it waits for a process stops at once', async () => {
  writeFileSync(app('api'), 'setInterval(() => {}, 1000)');
  start();
  await waitUntil('api is waited for', () => said.includes('api …'), { patience: 60_000 });
  supervisor.kill('SIGINT');
  expect(await exitCode()).toBe(0);
  expect(recorded()).toEqual([]);
}, 120_000);

test('a bad setting ends it with 78', async () => {
  start(process.execPath, ['dist/tools/local/main.js'], { ...env, WEB_PORT: 'eighty' });
  expect(await exitCode()).toBe(78);
  expect(said).toContain('WEB_PORT is not a whole number');
}, 60_000);
