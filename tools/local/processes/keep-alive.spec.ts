import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../wait-until.js';
import { keepAlive } from './keep-alive.js';
import { startGroup } from './process-group.js';
import { isAlive, startOf } from './process-identity.js';
import { endOrphans, livingOwner } from './run-folder.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'processes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (script: string, name = 'child') =>
  startGroup({
    ...{ name, command: process.execPath, args: ['-e', script] },
    ...{ logFile: join(folder, `${name}.log`), runFolder: join(folder, 'run') },
  });
const forever = 'setInterval(() => {}, 1000)';
const short = { shortest: 10, longest: 40, longLife: 60_000 };

test('a process that dies is started again, later each time, and the person is told why', async () => {
  const said: string[] = [];
  const again = () => run('console.log("no database"); process.exit(3)');
  const kept = keepAlive({ first: await again(), again, say: (line) => said.push(line), waits: short });
  await waitUntil('four deaths', () => said.filter((line) => line.includes('exit code 3')).length >= 4);
  await kept.stop();
  expect(said[0]).toContain('no database');
  const waits = said.filter((line) => line.includes('starts again'));
  expect(waits.slice(0, 4).map((line) => / in (.*) s/u.exec(line)?.[1])).toEqual(['0.01', '0.02', '0.04', '0.04']);
  expect(kept.pid()).toBeUndefined();
});

test('one that is killed gets a new number; a stop ends it for good', async () => {
  const again = () => run(forever);
  const kept = keepAlive({ first: await again(), again, say: () => undefined, waits: short });
  const before = kept.pid();
  kept.signal('SIGKILL');
  await waitUntil('the restart', () => kept.pid() !== undefined && kept.pid() !== before);
  const after = kept.pid() as number;
  await kept.stop();
  expect(startOf(after)).toBeUndefined();
});

test('one that does not listen is forced to end, with its own children', async () => {
  const child = join(folder, 'grandchild');
  const script = `process.on('SIGTERM', () => {}); ${forever};
    const { pid } = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(forever)}]);
    require('node:fs').writeFileSync(${JSON.stringify(child)}, String(pid));`;
  const group = await run(script);
  await waitUntil('the grandchild', () => existsSync(child));
  await group.stop(50);
  await waitUntil('its end', () => startOf(group.pid) === undefined);
  expect(await group.ended).toBe('SIGKILL');
});

test('nobody else’s process is ended: a number that was used again is left alone', async () => {
  const bystander = await run(forever, 'bystander');
  const record = {
    name: 'old',
    pid: bystander.pid,
    started: 'long ago',
    stopSignal: 'SIGTERM',
    owner: { pid: 1, started: 'long ago' },
  };
  writeFileSync(join(folder, 'run', 'old.json'), JSON.stringify(record));
  expect(await endOrphans(join(folder, 'run'))).toEqual([]);
  expect(bystander.isRunning()).toBe(true);
  expect(livingOwner(join(folder, 'run'))?.pid).toBe(process.pid);
  await bystander.stop();
});

test('a dead process is not alive, whatever its number', () => {
  expect(isAlive({ pid: process.pid, started: startOf(process.pid) ?? '' })).toBe(true);
  expect(isAlive({ pid: process.pid, started: 'another time' })).toBe(false);
});
