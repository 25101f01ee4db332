import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { BrowserProgram } from './browser.js';

/** On a machine without fonts a page without this file is blank, and axe finds nothing wrong with it. */
const fontsFile =
  '<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>';

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
export function packagedBrowser(): BrowserProgram {
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
  return { executablePath: join(home, 'chromium'), env: own };
}
