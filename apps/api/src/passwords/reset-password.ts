import { audit, crashPoint, holdAccount, makeAccountMailDue, writeNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '../caller.js';
import type { LinkFacts } from './link-facts.js';
import { refuseUnlessValid, stateUnderLock } from './link-lookup.js';

/**
 * Consumes the link of a reset, in one transaction: another password and, with it, other credentials, so that every session ends,
 * also one whose sign-in is under way; the lock and the count of failures are lifted; the owner is told (R22, R27). An account that
 * has expired stays so (R34). `guardKey`: under which failures of this identifier are counted.
 */
export const resetPassword = (
  em: EntityManager,
  { id, accountId }: LinkFacts,
  hash: string,
  guardKey: string,
  caller: Caller,
): Promise<void> =>
  em.transactional(async (tx) => {
    const { address, correlationId } = caller;
    // Guard, account, link: a sign-in that settles takes them in this order too.
    await tx.execute('select key from login_guard where key = ? for update', [guardKey]);
    await holdAccount(tx, accountId);
    refuseUnlessValid(await stateUnderLock(tx, id));

    await tx.execute(
      `with credentials as (
         update account set password_hash = ?, credentials_version = credentials_version + 1 where id = ?),
       links as (
         update password_link set used_at = case when id = ? then now() end, superseded_at = case when id <> ? then now() end
         where account_id = ? and used_at is null and superseded_at is null),
       sessions as (delete from session where account_id = ?),
       guard as (update login_guard set failures = 0, pending = '{}', locked_at = null, touched_at = now() where key = ?),
       reset as (update password_reset set state = 'used', ended_at = now() where account_id = ? and state = 'open'),
       dropped as (
         update mail_send set state = 'dropped', lease_until = null
         where account_id = ? and kind in ('reset', 'locked', 'locked-reminder') and state in ('due', 'sending')),
       lock as (
         update lockout set ended_at = now(), ended_as = 'unlocked' where guard_key = ? and ended_at is null returning id),
       heard as (
         insert into notice (journey, subject, correlation_id) select 'lockout', id::text, ?::text from lock)
       insert into audit_event (event, actor, subject, outcome, address, correlation_id)
       select 'identifier.unlocked', 'person', ?::text, 'unlocked', ?::text, ?::text from lock`,
      [
        ...[hash, accountId, id, id, accountId, accountId, guardKey, accountId, accountId, guardKey],
        ...[correlationId, accountId, address, correlationId],
      ],
      'run',
    );
    await makeAccountMailDue(tx, accountId, 'password-changed');
    for (const journey of ['password-reset', 'account-mail'] as const)
      await writeNotice(tx, { journey, subject: accountId, correlationId });
    const line = { event: 'password.reset', actor: 'person', subject: accountId, outcome: 'changed' };
    await audit(tx, { ...line, address, correlationId });
    crashPoint('api.reset.before-commit');
  });
