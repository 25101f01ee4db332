import type { AccountRef } from '@app/contracts';
import { beforeEach, expect, jest, test } from '@jest/globals';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { activeAccount, askForReset } from './account.fixture.js';
import { passwordResetActivities } from './password-reset.activities.js';

const { em, sql } = ownDatabase();

let ref: AccountRef;
beforeEach(async () => {
  ref = { accountId: await activeAccount(em()), correlationId: 'spec' };
  await askForReset(em(), ref.accountId);
});

const activities = () => passwordResetActivities({ em: em() });
const endsIn = (seconds: number) =>
  sql(
    `update password_reset set deadline = now() + make_interval(secs => ?) where account_id = ?`,
    seconds,
    ref.accountId,
  );
const mailIs = (state: string) =>
  sql(`update mail_send set state = ? where account_id = ? and kind = 'reset' and state = 'due'`, state, ref.accountId);
const states = async () =>
  (await sql<{ state: string }>(`select state from mail_send where account_id = ? order by number`, ref.accountId)).map(
    ({ state }) => state,
  );
const auditLines = () =>
  sql(`select event, actor, outcome, correlation_id from audit_event where subject = ?`, ref.accountId);

test('F7 an open reset says when it ends, and what is due', async () => {
  expect(await activities().readPasswordReset(ref)).toEqual({
    stage: 'open',
    blockedReason: null,
    until: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/u),
    due: ['reset'],
  });
  await mailIs('accepted');
  expect(await activities().readPasswordReset(ref)).toMatchObject({ stage: 'open', due: [] });
});

test.each([
  ['refused', 'mail-refused'],
  ['undelivered', 'mail-undelivered'],
  ['accepted', null],
  ['dropped', null],
] as const)(
  'R06 its newest message %s: blocked by %s, and no longer once another was asked for',
  async (state, reason) => {
    await mailIs(state);
    expect(await activities().readPasswordReset(ref)).toMatchObject({
      stage: 'open',
      blockedReason: reason,
      due: [],
    });
    await askForReset(em(), ref.accountId);
    expect(await activities().readPasswordReset(ref)).toMatchObject({ blockedReason: null, due: ['reset'] });
  },
);

test('what became of an earlier reset’s message does not block a later reset', async () => {
  await mailIs('refused');
  await sql(`update mail_send set due_at = due_at - interval '1 day' where account_id = ?`, ref.accountId);
  await sql(
    `update password_reset set state = 'expired', opened_at = opened_at - interval '1 day', ended_at = now() where account_id = ?`,
    ref.accountId,
  );
  expect(await activities().readPasswordReset(ref)).toMatchObject({ stage: 'expired', blockedReason: null });
  await sql(
    `insert into password_reset (account_id, correlation_id, deadline) values (?, 'spec', now() + interval '3 days')`,
    ref.accountId,
  );
  expect(await activities().readPasswordReset(ref)).toMatchObject({ stage: 'open', blockedReason: null });
});

test('R13 it does not end a second before its deadline by the database’s clock, and does a second after', async () => {
  await endsIn(1);
  expect(await activities().closePasswordReset(ref)).toMatchObject({ stage: 'open', due: ['reset'] });
  expect(await auditLines()).toEqual([]);
  await endsIn(-1);
  expect(await activities().closePasswordReset(ref)).toEqual({
    stage: 'expired',
    blockedReason: null,
    until: null,
    due: [],
  });
  expect(await states()).toEqual(['dropped']);
});

test.each([5, -5])('R13 nor does it when this process’s clock is %i hours off', async (hours) => {
  const others = ['nextTick', 'setImmediate', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] as const;
  const doNotFake = [...others, 'clearImmediate', 'queueMicrotask', 'performance', 'hrtime'] as const;
  jest.useFakeTimers({ now: Date.now() + hours * 3_600_000, doNotFake: [...doNotFake] });
  try {
    await endsIn(60);
    expect(await activities().closePasswordReset(ref)).toMatchObject({ stage: 'open' });
    await endsIn(-1);
    expect(await activities().closePasswordReset(ref)).toMatchObject({ stage: 'expired' });
  } finally {
    jest.useRealTimers();
  }
});

test('R44 run by many at once, it ends once, with one audit line', async () => {
  await endsIn(-1);
  await Promise.all(Array.from({ length: 8 }, () => activities().closePasswordReset(ref)));
  expect(await auditLines()).toEqual([
    { event: 'password-reset.expired', actor: 'system', outcome: 'expired', correlation_id: 'spec' },
  ]);
});

test('one that was used stays used', async () => {
  await endsIn(-1);
  await sql(`update password_reset set state = 'used', ended_at = now() where account_id = ?`, ref.accountId);
  expect(await activities().closePasswordReset(ref)).toMatchObject({ stage: 'used', until: null });
  expect(await auditLines()).toEqual([]);
});

test('an account that the database does not know has none', async () => {
  await sql('delete from account where id = ?', ref.accountId);
  const gone = { stage: 'gone', blockedReason: null, until: null, due: [] };
  expect(await activities().readPasswordReset(ref)).toEqual(gone);
  expect(await activities().closePasswordReset(ref)).toEqual(gone);
});
