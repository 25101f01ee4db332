import { purgedTables } from '@app/contracts';
import { expect, test } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import { freshFolder } from '../../local/fresh-folder.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-postgres.js';
import { type ExplainedRun } from './explain-itself.js';
import { type LivedPlans, livedPlans } from './lived-plans.js';
import { wholeReads } from './whole-reads.js';

/** Few enough to be quick, and so many that a row is nearer by index: what is read whole here is read whole in a year, too. */
const rows = 5_000;
let lived: LivedPlans;
let database: TestDatabase;
const folder = freshFolder('plans');
beforeAll(async () => {
  database = await createTestDatabase();
  lived = await livedPlans(database, rows, folder, () => undefined);
  if (process.env.PLANS_DUMP) writeFileSync(process.env.PLANS_DUMP, JSON.stringify(lived.runs));
}, 480_000);
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const runsOf = (part: RegExp): ExplainedRun[] =>
  lived.runs.filter(({ statement }) => part.test(statement.replaceAll('"', '')));
const wholeReadsOf = (runs: readonly ExplainedRun[]): string[] => [
  ...new Set(runs.flatMap((run) => wholeReads(run, lived).map((read) => `${read}: ${run.statement}`))),
];

test('no statement of the product reads a whole table that grows, nor a whole index of one', () => {
  expect(wholeReadsOf(lived.runs)).toEqual([]);
});

test.each([
  ['marking a notice delivered', /update notice set delivered_at/u],
  ['leasing notices', /update notice set lease_until/u],
  ['what reconcile looks for: messages', /distinct on \(journey, subject\)/u],
  ['reading the newest reset', /from password_reset where password_reset.account_id/u],
  ['taking a pending account away', /with closed as \(update registration/u],
  ['what a deleted account takes along: its resets', /^DELETE FROM ONLY public.password_reset/u],
  ['what a deleted account takes along: its messages', /^DELETE FROM ONLY public.mail_send/u],
  ['what a deleted account is forgotten by', /^UPDATE ONLY public.mail_send SET about_id/u],
  ['reserving a sign-in', /insert into login_guard/u],
  ['settling a sign-in', /update account set last_login_at/u],
  ['reading a session', /from session inner join account on account.id = session.account_id left join/u],
  ['counting what an address asks for', /rate_limit/u],
  ['a repeated request', /insert into idempotency_key/u],
  ['leasing a message', /from mail_send inner join account/u],
  ['what reconcile looks for: registrations', /registration.id in \(select registration.id from registration/u],
  ['what reconcile looks for: journeys of accounts', /'password-reset' as journey.*changed_at < now/u],
  ['an operator’s decision', /from audit_event where subject/u],
  ['remembering what a directory said', /insert into directory_answer/u],
  ...purgedTables.map(
    (table) =>
      [
        `purging ${table}`,
        new RegExp(`limit 500.*delete from ${table} |delete from ${table} .*limit 500`, 'u'),
      ] as const,
  ),
])('%s was among them', (_, part) => {
  expect(runsOf(part).length).toBeGreaterThan(0);
});

test('R46 operators see how many rows of each table the night took', () => {
  const taken = [...lived.metrics.matchAll(/^parcours_purged_rows_total\{table="(\w+)"\} (\d+)$/gmu)];
  expect(taken.map(([, table]) => table)).toEqual(purgedTables);
  const some = taken.filter(([, , count]) => Number(count) > 0).map(([, table]) => table);
  expect(some).toEqual(expect.arrayContaining(['session', 'notice', 'mail_send', 'registration']));
});
