import type { RegistrationRef } from '@app/contracts';
import { closeCase } from '@app/persistence';
import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { lockoutActivities } from './lockout.activities.js';
import { decide } from './operator-decision.js';
import { openedCase } from './registration.fixture.js';

const { em, sql } = ownDatabase();

/** A case that waits for its password, whose link is live; its identifier was locked meanwhile, its owner is to be told. */
async function lockedCase() {
  const ref: RegistrationRef = { caseNumber: await openedCase(em()), correlationId: 'spec' };
  const [account] = await sql<{ id: string; registration: string }>(
    `select a.id, r.id as registration from account a join registration r on r.id = a.registration_id where r.case_number = ?`,
    ref.caseNumber,
  );
  const accountId = String(account?.id);
  const registrationId = String(account?.registration);
  await sql(
    `insert into password_link (purpose, registration_id, account_id, nonce, key_id, token_hash, live_at, expires_at)
     values ('creation', ?, ?, 'nonce', 'k1', ?, now(), now() + interval '15 days')`,
    ...[registrationId, accountId, randomBytes(32).toString('hex')],
  );
  const [lock] = await sql<{ id: string }>(
    `insert into lockout (guard_key, account_id, correlation_id) values (?, ?, 'locking') returning id`,
    ...[randomBytes(32).toString('hex'), accountId],
  );
  await sql(`insert into mail_send (account_id, kind, number) values (?, 'locked', 1)`, accountId);
  return { ref, accountId, registrationId, lockoutId: String(lock?.id) };
}

test.each<[string, (ref: RegistrationRef) => Promise<unknown>]>([
  [
    'expired',
    ({ caseNumber }) =>
      closeCase(em(), {
        caseNumber,
        status: 'expired',
        reason: null,
        mail: 'expired',
        when: 'before its password',
      }),
  ],
  [
    'refused',
    ({ caseNumber }) =>
      closeCase(em(), {
        caseNumber,
        status: 'refused',
        reason: 'after-review',
        mail: 'refused',
        when: 'before its password',
      }),
  ],
  ['cancelled', (ref) => em().transactional((tx) => decide(tx, ref, 'cancel', `cancels-${ref.caseNumber}`, {}))],
])(
  'R52 a registration that is %s ends its link, its waiting mail and a lock of its account, and tells the journey',
  async (_, close) => {
    const { ref, accountId, registrationId, lockoutId } = await lockedCase();
    await close(ref);
    await close(ref);
    expect(await sql('select 1 from account where id = ?', accountId)).toEqual([]);
    expect(
      await sql('select 1 from password_link where registration_id = ? and expires_at > now()', registrationId),
    ).toEqual([]);
    const waiting = `select kind from mail_send where (registration_id = ? or account_id = ?) and state in ('due', 'sending')`;
    expect(await sql(waiting, registrationId, accountId)).toHaveLength(1);
    expect(await sql('select ended_as from lockout where id = ?', lockoutId)).toEqual([{ ended_as: 'ended' }]);
    expect(await sql('select journey from notice where subject = ?', lockoutId)).toEqual([{ journey: 'lockout' }]);
    const lines = `select event, correlation_id from audit_event where subject = ?`;
    expect(await sql(lines, accountId)).toEqual([{ event: 'lockout.ended', correlation_id: 'locking' }]);
    const locked = { lockoutId, accountId, correlationId: 'locking' };
    expect(await lockoutActivities({ em: em() }).readLockout(locked)).toMatchObject({ stage: 'ended', due: [] });
  },
);
