import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserProgram, findBrowser, type Machine } from './browser.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcours-browsers-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that answers `--version` with this exit code. */
function program(place: string, exitCode = 0): string {
  const file = join(folder, place);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(file, 0o755);
  return file;
}

const machine = (facts: Partial<Machine>): Machine => ({
  ...{ env: {}, platform: 'linux', arch: 'x64', usualPlaces: [] },
  ...facts,
});
const packaged = (): BrowserProgram => ({ executablePath: program('packaged/chromium'), env: { HOME: 'packaged' } });
const unexpected = (): BrowserProgram => {
  throw new Error('the packaged browser was not expected');
};

test('the browser of CHROMIUM_PATH comes first', () => {
  const [mine, other] = [program('mine/browser'), program('path/chromium')];
  const env = { CHROMIUM_PATH: mine, PATH: join(other, '..') };
  expect(findBrowser(machine({ env }), unexpected).executablePath).toBe(mine);
});

test('a CHROMIUM_PATH that names no browser is told, and no other is taken in its place', () => {
  const env = { CHROMIUM_PATH: join(folder, 'nothing'), PATH: join(program('path/chromium'), '..') };
  expect(() => findBrowser(machine({ env }), unexpected)).toThrow(`CHROMIUM_PATH names ${folder}/nothing`);
});

test('then an installed one that starts, on PATH before the usual places', () => {
  const [broken, usual] = [program('broken/chromium', 127), program('Google Chrome.app/Google Chrome')];
  const env = { PATH: join(broken, '..') };
  expect(findBrowser(machine({ env, platform: 'darwin', usualPlaces: [usual] }), unexpected).executablePath).toBe(
    usual,
  );
  const onPath = program('good/google-chrome');
  const both = { PATH: [join(broken, '..'), join(onPath, '..')].join(':') };
  expect(findBrowser(machine({ env: both, usualPlaces: [usual] }), unexpected).executablePath).toBe(onPath);
});

test('then the packaged one, with the libraries and fonts that it brings, on Linux x64', () => {
  expect(findBrowser(machine({}), packaged)).toEqual(packaged());
});

test.each([
  ['darwin', 'arm64', 'brew install --cask google-chrome'],
  ['darwin', 'x64', 'brew install --cask google-chrome'],
  ['linux', 'arm64', 'apt-get install chromium'],
] as const)('none on %s %s: the message names the command and the variable', (platform, arch, command) => {
  expect(() => findBrowser(machine({ platform, arch }), unexpected)).toThrow(command);
  expect(() => findBrowser(machine({ platform, arch }), unexpected)).toThrow('CHROMIUM_PATH');
});
