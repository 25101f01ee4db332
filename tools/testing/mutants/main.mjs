// `npm run mutants [-- group … [-- options of Stryker]]`: makes small mistakes in the critical modules and tells which of them
// the nearest specs let pass (`docs/mutants.md`). Works on a copy of the sources, with one PostgreSQL for all mutants; a mutant
// whose file and specs are as they were is not run again (`.cache/mutants`).
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import globalSetup from '../global-setup.mjs';
import globalTeardown from '../global-teardown.mjs';
import { groups } from './groups.mjs';

const home = '.cache/mutants';
const words = process.argv.slice(2);
const end = words.findIndex((word) => word.startsWith('-'));
const options = end < 0 ? [] : words.splice(end);
const unknown = words.find((name) => !(name in groups));
if (unknown) throw new Error(`There is no group ${unknown}: ${Object.keys(groups).join(', ')}.`);

for (const file of ['package.json', 'package-lock.json', '.npmrc'])
  cpSync(`tools/testing/mutants/${file}`, `${home}/${file}`);
execFileSync(process.execPath, ['tools/setup.mjs', home], { stdio: 'inherit' });

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort());

/** Stryker and its runners are a group of processes of their own, which ends as a whole. */
async function run(name) {
  const stryker = [`${home}/node_modules/.bin/stryker`, 'run', 'tools/testing/mutants/stryker.config.mjs', ...options];
  const env = { ...process.env, MUTANTS_OF: name };
  const child = spawn(process.execPath, stryker, { stdio: 'inherit', detached: true, env });
  const kill = () => process.kill(-child.pid, 'SIGKILL');
  stop.signal.addEventListener('abort', kill);
  const [code] = await once(child, 'exit');
  stop.signal.removeEventListener('abort', kill);
  rmSync(`${home}/sandbox/${name}`, { recursive: true, force: true });
  return code ?? 1;
}

await globalSetup();
try {
  for (const name of words.length > 0 ? words : Object.keys(groups))
    if (!stop.signal.aborted) process.exitCode = (await run(name)) || process.exitCode;
} finally {
  await globalTeardown();
}
