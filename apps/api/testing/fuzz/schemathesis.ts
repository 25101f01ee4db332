import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const lock = beside('schemathesis.lock.txt');
const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];

/**
 * Folder with schemathesis and what it needs, as locked, from PyPI into `.cache` at the first use (a minute).
 * Throws where there is no python3 ≥ 3.11 with pip, with the words of pip.
 */
function installed(): string {
  const version = createHash('sha256').update(readFileSync(lock)).digest('hex').slice(0, 12);
  const home = resolve('.cache/schemathesis', version);
  if (existsSync(home)) return home;
  mkdirSync(join(home, '..'), { recursive: true });
  const draft = mkdtempSync(`${home}-`);
  try {
    const options = ['--require-hashes', '--only-binary=:all:', '--target', draft, '-r', lock];
    const { status, stderr, error } = spawnSync('python3', [...pip, ...options], { encoding: 'utf8' });
    const words = error?.message ?? stderr;
    if (status !== 0)
      throw new Error(`schemathesis needs python3 ≥ 3.11 with pip, and PyPI or a mirror of it:\n${words}`);
    renameSync(draft, home); // complete or absent
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return home;
}

export interface Fuzzing {
  /** Origin of an API that runs. */
  url: string;
  /** Bodies, path parameters and sign-ins that are right: `hooks.py` mixes them into what is generated. */
  seeds: object;
  args: readonly string[];
}

/** Runs schemathesis on the document that the API publishes (`npm run check` compares the file with it). Answers its exit code (0: nothing found) and what it said. */
export async function schemathesis({ url, seeds, args }: Fuzzing): Promise<{ status: number | null; said: string }> {
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, PYTHONPATH: installed(), PYTHONDONTWRITEBYTECODE: '1' },
    ...{ SCHEMATHESIS_HOOKS: beside('hooks.py'), PROOF_SEEDS: JSON.stringify(seeds), PROOF_URL: url },
  };
  const command = ['-m', 'schemathesis.cli', 'run', 'apps/api/openapi.json', '--url', url, '--no-color', ...args];
  const child = spawn('python3', command, { env });
  let said = '';
  child.stdout.on('data', (data) => (said += String(data)));
  child.stderr.on('data', (data) => (said += String(data)));
  const status = await new Promise<number | null>((done, fail) => {
    child.on('error', fail).on('close', done);
  });
  return { status, said };
}
