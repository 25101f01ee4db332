import type { LockoutRef } from '@app/contracts';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { activeAccount, passForMail } from './account.fixture.js';
import { lockoutActivities } from './lockout.activities.js';
import { openedCase } from './registration.fixture.js';

const { em, sql } = ownDatabase();

const activities = () => lockoutActivities({ em: em() });
const day = 86_400;

async function lockOf(accountId: string): Promise<LockoutRef> {
  const [row] = await sql<{ id: string }>(
    `insert into lockout (guard_key, account_id, correlation_id) values (?, ?, 'spec') returning id`,
    randomBytes(32).toString('hex'),
    accountId,
  );
  return { lockoutId: String(row?.id), accountId, correlationId: 'spec' };
}
const unlock = ({ lockoutId }: LockoutRef) =>
  sql(`update lockout set ended_at = now(), ended_as = 'unlocked' where id = ?`, lockoutId);
const lockedFor = (seconds: number) =>
  sql(`update lockout set locked_at = now() - make_interval(secs => ?) where id = ?`, seconds, ref.lockoutId);
const accountEndsIn = (seconds: number) =>
  sql(`update account set expires_at = now() + make_interval(secs => ?) where id = ?`, seconds, ref.accountId);
const mails = () =>
  sql<{ kind: string; state: string }>(
    `select kind, state from mail_send where account_id = ? order by number`,
    ref.accountId,
  );
const auditLines = () =>
  sql(`select event, actor, outcome, correlation_id, detail from audit_event where subject = ?`, ref.accountId);

let ref: LockoutRef;
beforeEach(async () => {
  ref = await lockOf(await activeAccount(em()));
});

test('a lock says that its owner is untold, when they are reminded, and when the account ends', async () => {
  const { remindAt, until, ...facts } = await activities().readLockout(ref);
  expect(facts).toEqual({ stage: 'locked', untold: true, due: [] });
  expect(Date.parse(String(until))).toBeGreaterThan(Date.parse(String(remindAt)));
});

test('one that the database does not know, or that is another account’s, is gone', async () => {
  const gone = { stage: 'gone', untold: false, remindAt: null, until: null, due: [] };
  const other = await activeAccount(em());
  for (const unknown of [
    { ...ref, lockoutId: other },
    { ...ref, accountId: other },
  ]) {
    expect(await activities().readLockout(unknown)).toEqual(gone);
    expect(await activities().tellOwner(unknown)).toEqual(gone);
    expect(await activities().closeLockout(unknown)).toEqual(gone);
  }
  expect(await sql(`select 1 from mail_send where account_id = ?`, other)).toEqual([]);
});

describe('telling the owner', () => {
  test('R25 run by many at once, one message is due', async () => {
    await Promise.all(Array.from({ length: 8 }, () => activities().tellOwner(ref)));
    expect(await activities().tellOwner(ref)).toMatchObject({ stage: 'locked', untold: false, due: ['locked'] });
    expect(await mails()).toEqual([{ kind: 'locked', state: 'due' }]);
  });

  test('F10 locked again within a day: no second message; after a day another', async () => {
    await activities().tellOwner(ref);
    await sql(`update mail_send set state = 'accepted' where account_id = ?`, ref.accountId);
    await unlock(ref);
    const second = await lockOf(ref.accountId);
    expect(await activities().tellOwner(second)).toMatchObject({ untold: false, due: [] });
    await unlock(second);
    await passForMail(em(), ref.accountId, day);
    expect(await activities().tellOwner(await lockOf(ref.accountId))).toMatchObject({ untold: false, due: ['locked'] });
  });

  test('R50 locked again behind a reset that let the owner in: they are told again, once', async () => {
    await activities().tellOwner(ref);
    await unlock(ref);
    await sql(`update mail_send set state = 'accepted' where account_id = ?`, ref.accountId);
    await sql(`update account set recovered_mail_number = mail_number where id = ?`, ref.accountId);
    const again = await lockOf(ref.accountId);
    expect(await activities().tellOwner(again)).toMatchObject({ untold: false, due: ['locked'] });
    await sql(`update mail_send set state = 'accepted' where account_id = ?`, ref.accountId);
    await unlock(again);
    expect(await activities().tellOwner(await lockOf(ref.accountId))).toMatchObject({ untold: false, due: [] });
  });

  test('unlocked meanwhile: nobody is told', async () => {
    await unlock(ref);
    expect(await activities().tellOwner(ref)).toMatchObject({ stage: 'unlocked', untold: false, due: [] });
    expect(await mails()).toEqual([]);
  });
});

describe('reminding the owner', () => {
  test('F10 not a second before seven days by the database’s clock; then once', async () => {
    await lockedFor(7 * day - 1);
    expect((await activities().remindOwner(ref)).remindAt).not.toBeNull();
    expect(await mails()).toEqual([]);
    await lockedFor(7 * day + 1);
    expect(await activities().remindOwner(ref)).toMatchObject({ remindAt: null, due: ['locked-reminder'] });
    await Promise.all(Array.from({ length: 8 }, () => activities().remindOwner(ref)));
    expect(await mails()).toEqual([{ kind: 'locked-reminder', state: 'due' }]);
  });

  test('unlocked meanwhile: nobody is reminded', async () => {
    await lockedFor(8 * day);
    await unlock(ref);
    expect(await activities().remindOwner(ref)).toMatchObject({ stage: 'unlocked', remindAt: null });
    expect(await mails()).toEqual([]);
  });
});

describe('the end of the account', () => {
  test('a second before, the lock stands; a second after, it ends once, with what was still to be sent and an audit line', async () => {
    await activities().tellOwner(ref);
    await accountEndsIn(1);
    expect(await activities().closeLockout(ref)).toMatchObject({ stage: 'locked', due: ['locked'] });
    await accountEndsIn(-1);
    await Promise.all(Array.from({ length: 8 }, () => activities().closeLockout(ref)));
    expect(await activities().readLockout(ref)).toMatchObject({ stage: 'ended', due: [] });
    expect(await mails()).toEqual([{ kind: 'locked', state: 'dropped' }]);
    expect(await auditLines()).toEqual([
      {
        ...{ event: 'lockout.ended', actor: 'system', outcome: 'ended', correlation_id: 'spec' },
        detail: { lockoutId: ref.lockoutId },
      },
    ]);
  });

  test('renewed in time, the lock stands until the new end', async () => {
    await accountEndsIn(2 * day);
    const { until } = await activities().closeLockout(ref);
    await accountEndsIn(30 * day);
    const renewed = await activities().closeLockout(ref);
    expect(renewed.stage).toBe('locked');
    expect(Date.parse(String(renewed.until))).toBeGreaterThan(Date.parse(String(until)));
  });

  test('R45 an account that was erased: its lock says so at once, and ends', async () => {
    await sql('delete from account where id = ?', ref.accountId);
    const { stage, until } = await activities().readLockout(ref);
    expect(stage).toBe('locked');
    expect(Date.parse(String(until))).toBeLessThanOrEqual(Date.now());
    expect(await activities().closeLockout(ref)).toMatchObject({ stage: 'ended' });
  });

  test('an account whose password is still to be created ends with its registration', async () => {
    const caseNumber = await openedCase(em());
    const held = `select a.id from account a join registration r on r.id = a.registration_id where r.case_number = ?`;
    ref = await lockOf(String((await sql<{ id: string }>(held, caseNumber))[0]?.id));
    expect(await activities().closeLockout(ref)).toMatchObject({ stage: 'locked', until: expect.any(String) });
    await sql(`update registration set deadline = now() - interval '1 second' where case_number = ?`, caseNumber);
    expect(await activities().closeLockout(ref)).toMatchObject({ stage: 'ended' });
  });
});
