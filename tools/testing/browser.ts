import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { packagedBrowser } from './packaged-browser.js';

/** A browser's program file, with what it needs in its environment besides ours. */
export interface BrowserProgram {
  executablePath: string;
  env: Record<string, string>;
}

export interface Machine {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  arch: string;
  /** Folders and program files outside PATH where installers put browsers. */
  usualPlaces: readonly string[];
}

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'], // root has no sandbox; the rest keeps it quiet
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const names = ['chromium', 'chromium-headless-shell', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const macApplications = ['Google Chrome', 'Chromium'].flatMap((name) =>
  ['/Applications', join(homedir(), 'Applications')].map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`),
);
const linuxPrograms = [
  ...['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) => names.map((name) => join(folder, name))),
  '/opt/google/chrome/chrome',
];
const thisMachine = (): Machine => ({
  env: process.env,
  platform: process.platform,
  arch: process.arch,
  usualPlaces: process.platform === 'darwin' ? macApplications : linuxPrograms,
});

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const starts = ({ executablePath, env }: BrowserProgram): boolean =>
  isProgram(executablePath) &&
  spawnSync(executablePath, ['--no-sandbox', '--version'], { env: { ...process.env, ...env }, timeout: 10_000 })
    .status === 0;

/**
 * The browser of `CHROMIUM_PATH`, else an installed Chrome or Chromium that starts (PATH, then the usual places), else the
 * packaged one, which runs on Linux x64 only and is unpacked once (seconds).
 * Throws when `CHROMIUM_PATH` names none (never falls through), or none starts: browser suites are never skipped silently.
 */
export function findBrowser(
  { env, platform, arch, usualPlaces } = thisMachine(),
  packaged = packagedBrowser,
): BrowserProgram {
  const given = env.CHROMIUM_PATH;
  if (given) {
    const program = { executablePath: given, env: {} };
    if (starts(program)) return program;
    throw new Error(`CHROMIUM_PATH names ${given}, which does not start as a browser.`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean); // Playwright wants whole paths
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const installed = [...onPath, ...usualPlaces].map((executablePath) => ({ executablePath, env: {} })).find(starts);
  if (installed) return installed;
  if (platform === 'linux' && arch === 'x64') {
    const own = packaged();
    if (starts(own)) return own;
  }
  const command = platform === 'darwin' ? 'brew install --cask google-chrome' : 'apt-get install chromium';
  throw new Error(`No Chrome or Chromium starts here: ${command}, or set CHROMIUM_PATH to its program file.`);
}

/** What `prepare.ts` found stands in the environment that jest's workers inherit. */
const known = (): BrowserProgram =>
  process.env.PARCOURS_TEST_BROWSER ? (JSON.parse(process.env.PARCOURS_TEST_BROWSER) as BrowserProgram) : findBrowser();

/** One a suite file is enough: `beforeAll(launchBrowser)`, one context per test, `browser.close()` in `afterAll`. */
export function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = known();
  return chromium.launch({ executablePath, args: flags, env: { ...process.env, ...env } });
}
