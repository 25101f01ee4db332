import type { Caller } from '../caller.js';
import { audit, crashPoint, writeNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { FreshNotice } from '../journey-door.js';
import type { CreationLink } from './link-facts.js';
import { refuseUnlessValid, stateUnderLock } from './link-lookup.js';

/**
 * Consumes the link: password stored, account active, registration completed, in one transaction that judges the link
 * again. Two at once, or a deadline in the same instant: the registration's lock lets one of them be first (R13, R19).
 */
export const createPassword = (
  em: EntityManager,
  link: CreationLink,
  hash: string,
  accountLifetime: string,
  caller: Caller,
): Promise<FreshNotice> =>
  em.transactional(async (tx) => {
    const { id, registrationId, accountId, caseNumber } = link;
    const { address, correlationId } = caller;
    // Registration, account, link: the order of every lock on a case.
    await tx.execute('select id from registration where id = ? for update', [registrationId]);
    await tx.execute('select id from account where id = ? for update', [accountId]);
    refuseUnlessValid(await stateUnderLock(tx, id));

    await tx.execute(
      `update registration set status = 'completed', ended_at = now(), blocked_reason = null, blocked_since = null where id = ?`,
      [registrationId],
      'run',
    );
    await tx.execute(
      `update account set password_hash = ?, status = 'active', activated_at = now(), expires_at = now() + ?::interval
       where id = ?`,
      [hash, accountLifetime, accountId],
      'run',
    );
    await tx.execute(
      `update password_link set used_at = case when id = ? then now() end, superseded_at = case when id <> ? then now() end
       where account_id = ? and used_at is null and superseded_at is null`,
      [id, id, accountId],
      'run',
    );
    await tx.execute(
      `with dropped as (
         update mail_send set state = 'dropped', lease_until = null
         where registration_id = ? and state in ('due', 'sending')
           and kind in ('creation', 'reminder-half-way', 'reminder-last-day'))
       insert into mail_send (registration_id, kind) values (?, 'welcome')`,
      [registrationId, registrationId],
      'run',
    );
    await audit(tx, {
      event: 'password.created',
      actor: 'person',
      subject: caseNumber,
      outcome: 'completed',
      address,
      correlationId,
    });
    const noticeId = await writeNotice(tx, { journey: 'registration', subject: caseNumber, correlationId });
    crashPoint('api.password.before-commit');
    return { caseNumber, noticeId };
  });
