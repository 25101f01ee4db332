import { expect, test } from '@jest/globals';
import type { PlanNode } from './explain-itself.js';
import { explainedRun } from './explain-itself.js';
import { waysOf, wholeReads } from './whole-reads.js';

const sizes = { grown: new Set(['notice', 'account']), small: new Set(['notice_waiting']) };
const run = (plan: PlanNode) => ({ statement: '', ms: 1, plan });
const read = (table: string): PlanNode => ({ 'Node Type': 'Seq Scan', 'Relation Name': table });
const look = (index: string, condition?: string): PlanNode => ({
  ...{ 'Node Type': 'Index Scan', 'Relation Name': 'notice', 'Index Name': index },
  ...(condition ? { 'Index Cond': condition } : {}),
});
const join = (...Plans: PlanNode[]): PlanNode => ({ 'Node Type': 'Nested Loop', Plans });

test.each([
  ['a table that grows', run(read('notice')), ['all of notice']],
  ['the same by several workers', run({ ...read('account'), 'Node Type': 'Parallel Seq Scan' }), ['all of account']],
  ['one below other steps', run(join(look('notice_pkey', '(id = 1)'), join(read('account')))), ['all of account']],
  ['an index without a condition', run(look('notice_pkey')), ['all of notice_pkey']],
])('%s, read whole, is found', (_, one, found) => {
  expect(wholeReads(one, sizes)).toEqual(found);
});

test.each([
  ['a table that stays small', run(read('audit_event_2030_01'))],
  ['an index of what is unfinished', run(look('notice_waiting'))],
  ['a row by its index', run(look('notice_pkey', '(id = 1)'))],
])('%s may be read so', (_, one) => {
  expect(wholeReads(one, sizes)).toEqual([]);
});

test('a plan is told by what it looks things up by, and what it reads whole', () => {
  const plan = join(look('notice_pkey', '(id = 1)'), read('account'), look('notice_pkey', '(id = 2)'));
  expect(waysOf(run(plan))).toBe('notice_pkey, all of account');
});

test('what auto_explain says is read, and no other notice', () => {
  const told = { 'Query Text': 'select\n  1', Plan: { 'Node Type': 'Result' } };
  expect(explainedRun(`duration: 1.25 ms  plan:\n${JSON.stringify(told)}`)).toEqual({
    ...{ statement: 'select 1', ms: 1.25, plan: told.Plan },
  });
  expect(explainedRun('table "x" does not exist, skipping')).toBeUndefined();
});
