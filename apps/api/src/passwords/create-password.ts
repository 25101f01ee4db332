import type { Caller } from '../caller.js';
import { crashPoint, holdAccount, holdGuard, holdRegistration, hurriedFor, unlockAccount } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { FreshNotice } from '../journeys-client.js';
import type { NewCredentials } from '../sessions/device-cookie.js';
import type { CreationLink } from './link-facts.js';
import { refuseUnlessValid, stateUnderLock } from './link-lookup.js';

/**
 * Consumes the link: password stored, account active, registration completed, what was locked meanwhile unlocked, in one transaction
 * that judges the link again. Two at once, or a deadline in the same instant: the registration's lock lets one of them be first
 * (R13, R19). `guardKeys`: under which failures of this identifier are counted.
 */
export const createPassword = (
  em: EntityManager,
  link: CreationLink,
  hash: string,
  accountLifetime: string,
  guardKeys: readonly string[],
  caller: Caller,
): Promise<{ notice: FreshNotice; credentials: NewCredentials }> =>
  em.transactional(async (tx) => {
    const { id, registrationId, accountId, caseNumber } = link;
    const { address, correlationId } = caller;
    const guarded = { accountId, guardKeys };
    await holdGuard(tx, guarded);
    await holdRegistration(tx, registrationId);
    await holdAccount(tx, accountId);
    refuseUnlessValid(await stateUnderLock(tx, id));

    const [row] = await tx.execute<[{ id: string; version: number; at: number }]>(
      `with completed as (
         update registration set status = 'completed', ended_at = now(), blocked_reason = null, blocked_since = null
         where id = ? returning id, case_number),
       activated as (
         update account set password_hash = ?, status = 'active', activated_at = now(), expires_at = now() + ?::interval,
           recovered_mail_number = mail_number
         where id = ? returning credentials_version),
       consumed as (
         update password_link set used_at = case when id = ? then now() end, superseded_at = case when id <> ? then now() end
         where account_id = ? and used_at is null and superseded_at is null),
       dropped as (
         update mail_send set state = 'dropped', lease_until = null
         where registration_id = ? and state in ('due', 'sending')
           and kind in ('creation', 'reminder-half-way', 'reminder-last-day')),
       welcome as (insert into mail_send (registration_id, kind) select id, 'welcome' from completed),
       written as (
         insert into audit_event (event, actor, subject, outcome, address, correlation_id)
         select 'password.created', 'person', case_number, 'completed', ?, ? from completed),
       told as (
         insert into notice (journey, subject, correlation_id, due_at)
         select 'registration', case_number, ?, now() + make_interval(secs => ${hurriedFor}) from completed returning id)
       select told.id, activated.credentials_version as version, floor(extract(epoch from now()))::int as at from told, activated`,
      [
        ...[registrationId, hash, accountLifetime, accountId, id, id, accountId, registrationId],
        ...[address, correlationId, correlationId],
      ],
    );
    await unlockAccount(tx, guarded, { actor: 'person', ...caller });
    crashPoint('api.password.before-commit');
    return {
      notice: { caseNumber, noticeId: String(row.id) },
      credentials: { accountId, credentialsVersion: row.version, at: row.at },
    };
  });
