import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Runtime } from '@temporalio/worker';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { divergences } from '../../../tools/testing/recorded-histories.js';
import { quietRuntime, workflowBundle } from '../../../tools/testing/time-skipping.js';

const sources = fileURLToPath(new URL('.', import.meta.url));
let copy: string;

beforeAll(() => {
  quietRuntime();
  copy = mkdtempSync(join(tmpdir(), 'stories-'));
});
afterAll(async () => {
  rmSync(copy, { recursive: true });
  await Runtime.instance().shutdown();
});

test('every recorded history replays: a deployed story is not changed without a patch', async () => {
  expect(Object.fromEntries(await divergences(await workflowBundle()))).toEqual({});
}, 60_000);

/** A line of each story's loop, moved behind another one: the timer starts before the mail is sent. */
function plantReordering(story: string): void {
  const file = join(copy, story);
  const lines = readFileSync(file, 'utf8').split('\n');
  const from = lines.findIndex((line) => line.trim().startsWith('sendDueMail(wake, '));
  const [moved = ''] = lines.splice(from, 1);
  const to = lines.findIndex((line) => line.trim().startsWith('await wake.next('));
  expect(from).toBeGreaterThan(0);
  expect(to).toBeGreaterThan(0);
  lines.splice(to, 0, 'void Promise.resolve().then(() => {', moved, '});');
  writeFileSync(file, lines.join('\n'));
}

test('a reordering that is planted into a story is found by its histories, and by no other’s', async () => {
  cpSync(sources, copy, { recursive: true, filter: (path) => !path.includes('histories') });
  plantReordering('registration.workflow.ts');
  plantReordering('password-reset.workflow.ts');
  const found = await divergences(await workflowBundle(copy));
  for (const error of found.values()) expect(error).toContain('Nondeterminism');
  const journeys = new Set([...found.keys()].map((file) => file.split(/-\d/u)[0]));
  expect([...journeys].sort()).toEqual(['password-reset', 'registration']);
  const all = readdirSync(join(sources, 'histories'));
  expect(all.filter((file) => file.includes('-completed') && !found.has(file))).toEqual([]);
}, 60_000);
