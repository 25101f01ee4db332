import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** A browser's program file, with the environment it needs to start. */
interface Candidate {
  executablePath: string;
  env: NodeJS.ProcessEnv;
}

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'], // root has no sandbox; the rest keeps it quiet
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const names = ['chromium', 'chromium-headless-shell', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const macApplications = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
/** On a machine without fonts a page without this file is blank, and axe finds nothing wrong with it. */
const fontsFile =
  '<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>';

const starts = ({ executablePath, env }: Candidate): boolean =>
  spawnSync(executablePath, ['--no-sandbox', '--version'], { env, timeout: 10_000 }).status === 0;

/** The package's own unpacking races between processes and skips libraries and fonts outside Lambda: so a child unpacks all of it. */
function unpack(root: string, home: string): void {
  mkdirSync(dirname(home), { recursive: true });
  const draft = mkdtempSync(`${home}-`);
  const packs = ['al2023.tar.br', 'fonts.tar.br', 'chromium.br'].map((name) => join(root, 'bin', name));
  const script = `import { inflate } from '@sparticuz/chromium'; for (const pack of ${JSON.stringify(packs)}) await inflate(pack);`;
  const env = { ...process.env, TMPDIR: draft }; // it unpacks to os.tmpdir(), which jest's copy of process.env does not reach
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'inherit' });
  if (status !== 0) throw new Error('The browser in @sparticuz/chromium could not be unpacked.');
  writeFileSync(join(draft, 'fonts.conf'), fontsFile);
  try {
    renameSync(draft, home); // complete or absent
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(home)) throw error; // else another process was faster
  }
}

/** The same version and fonts on every Linux x64 machine: text wraps alike, so 320 px checks and screenshots agree. */
function bundled(): Candidate {
  const entry = createRequire(join(process.cwd(), 'package.json')).resolve('@sparticuz/chromium');
  const root = entry.slice(0, entry.lastIndexOf('/@sparticuz/chromium/') + '/@sparticuz/chromium'.length);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const home = resolve('node_modules/.cache', `chromium-${version}`);
  if (!existsSync(home)) unpack(root, home);
  const own = {
    LD_LIBRARY_PATH: join(home, 'al2023/lib'),
    FONTCONFIG_FILE: join(home, 'fonts.conf'),
    XDG_CACHE_HOME: home,
  };
  return { executablePath: join(home, 'chromium'), env: { ...process.env, ...own } };
}

/**
 * `CHROME_PATH`, else the bundled browser, else one on PATH that starts. Unpacks once (seconds): called by globalSetup.
 * Throws when none starts: browser suites are never skipped silently.
 */
export function findBrowser(): Candidate {
  const { CHROME_PATH, ...env } = process.env;
  if (CHROME_PATH) return { executablePath: CHROME_PATH, env };
  if (process.platform === 'linux' && process.arch === 'x64') {
    const own = bundled();
    if (starts(own)) return own;
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean); // Playwright wants whole paths
  const paths = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macApplications];
  const found = paths.map((executablePath) => ({ executablePath, env })).find(starts);
  if (found) return found;
  throw new Error('No browser starts here: install Chromium or Chrome, or set CHROME_PATH to its program file.');
}

/** One a suite file is enough: `beforeAll(launchBrowser)`, one context per test, `browser.close()` in `afterAll`. */
export function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = findBrowser();
  return chromium.launch({ executablePath, args: flags, env });
}
