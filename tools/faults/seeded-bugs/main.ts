/** `npm run chaos:seeded [-- --only <name>]`: exit code 1 unless every seeded bug is found, and nothing where there is none. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { freshFolder } from '../../local/fresh-folder.js';
import type { Violation } from '../ledgers.js';
import { patchedTree } from './patched-tree.js';
import { type SeededBug, seededBugs } from './seeded-bug.js';

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const bugs = seededBugs().filter(({ name }) => values.only?.includes(name) ?? true);
if (bugs.length === 0) throw new Error(`No seeded bug is called ${values.only?.join(' or ')}.`);
const logs = resolve('.cache/chaos-seeded');
mkdirSync(logs, { recursive: true });

let running: ChildProcess | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    running?.kill(signal);
    process.exit(130);
  });

/** Violations by invariant, of a run of the product with this bug in it. */
async function trial({ name, patch, settings, run }: SeededBug): Promise<Record<string, Violation[]>> {
  const tree = freshFolder('seeded');
  try {
    await patchedTree(tree, patch);
    const log = createWriteStream(join(logs, `${name}.log`));
    running = spawn(process.execPath, ['--enable-source-maps', 'dist/tools/faults/main.js', ...run], {
      cwd: tree,
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const said of [running.stdout, running.stderr]) said?.pipe(log, { end: false });
    await once(running, 'close');
    log.end();
    const report = join(tree, '.cache/chaos', run[run.indexOf('--seed') + 1] ?? '', 'report.json');
    if (!existsSync(report)) throw new Error(`The run did not come to its end: ${join(logs, `${name}.log`)}`);
    const { violations } = JSON.parse(readFileSync(report, 'utf8')) as { violations: Violation[] };
    return Object.fromEntries(
      Object.entries(Object.groupBy(violations, ({ invariant }) => invariant)).map(([by, all = []]) => [by, all]),
    );
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

let wrong = 0;
for (const bug of bugs) {
  const began = Date.now();
  const found = await trial(bug);
  const isRight =
    bug.foundBy.length > 0 ? bug.foundBy.every((invariant) => found[invariant]) : Object.keys(found).length === 0;
  wrong += isRight ? 0 : 1;
  const by = Object.entries(found).map(([invariant, all]) => `${invariant} × ${all.length}`);
  const seconds = Math.round((Date.now() - began) / 1_000);
  const verdict = by.length > 0 ? `found by ${by.join(', ')}` : 'found nothing';
  console.log(`${isRight ? '✓' : '✗'} ${bug.name.padEnd(26)} ${String(seconds).padStart(4)} s  ${verdict}`);
  for (const invariant of bug.foundBy) console.log(`    ${bug.breaks}: ${found[invariant]?.[0]?.text ?? 'not found'}`);
  if (bug.foundBy.length === 0)
    for (const [{ text } = { text: '' }] of Object.values(found)) console.log(`    ${text}`);
}
console.log(`${bugs.length - wrong} of ${bugs.length} as they must be; logs in ${logs}`);
process.exit(wrong === 0 ? 0 : 1);
