import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourcesIn } from './crash-points.js';
import { effectsWithoutPoints } from './crash-points-missing.js';

const folder = mkdtempSync(join(tmpdir(), 'parcours-points-'));
afterAll(() => rmSync(folder, { recursive: true }));

const planted = (body: string): string[] => {
  const file = join(folder, 'planted.ts');
  writeFileSync(
    file,
    `declare const em: { execute(sql: string): Promise<void>; transactional(deed: (tx: typeof em) => Promise<void>): Promise<void> };
     declare function crashPoint(name: string): void;
     async function write(manager: typeof em) { await manager.execute('update account set email = 1'); }
     export async function entry() { ${body} }`,
  );
  return effectsWithoutPoints([file]).map((found) => found.replace(/^.*\//u, ''));
};

test('R04 every side effect of the product stands between two crash points', () => {
  expect(effectsWithoutPoints(sourcesIn('.'))).toEqual([]);
});

test('a side effect without its points is found, wherever it is called from', () => {
  expect(planted(`crashPoint('a'); await write(em); crashPoint('b');`)).toEqual([]);
  expect(planted('await write(em);')).toEqual(['planted.ts:3 manager.execute']);
  expect(planted(`crashPoint('a'); await write(em);`)).toHaveLength(1);
  expect(
    planted(`crashPoint('a'); await write(em); await em.execute('delete from account'); crashPoint('b');`),
  ).toHaveLength(2);
});

test('a statement of a transaction is no effect of its own; the commit is', () => {
  const commit = `await em.transactional(async (tx) => { await write(tx); await tx.execute('delete from account'); crashPoint('a'); });`;
  expect(planted(`${commit} crashPoint('b');`)).toEqual([]);
  expect(planted(commit)).toEqual(['planted.ts:4 em.transactional']);
});

test('reading is no effect', () => {
  const write = `crashPoint('a'); await write(em); crashPoint('b');`;
  expect(planted(`${write} await em.execute('select updated_at from account for update');`)).toEqual([]);
});
