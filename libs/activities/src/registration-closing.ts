import type { EndingMailKind, RegistrationStatus } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';

export interface Closing {
  caseNumber: string;
  status: Extract<RegistrationStatus, 'refused' | 'expired' | 'cancelled'>;
  /** Of a refusal. */
  reason: string | null;
  /** What tells the person; null where the page has told already. */
  mail: EndingMailKind | null;
  /** SQL over the registration's columns: when the case may still be closed so. Ours, never input. */
  when: string;
}

/**
 * One statement ends a live case that has no password yet: its pending account goes and a lock of it ends, its links die, what was still
 * to be sent is dropped, the person is told. Answers whether it did.
 */
export async function closeCase(
  em: EntityManager,
  { caseNumber, status, reason, mail, when }: Closing,
): Promise<boolean> {
  const closed = await em.execute<unknown[]>(
    `with closed as (
       update registration set status = ?, reason = ?, ended_at = now(), blocked_reason = null, blocked_since = null
       where case_number = ? and ${when} returning id),
     pending as (
       delete from account where registration_id in (select id from closed) and status = 'pending' returning id),
     locks as (
       update lockout set ended_at = now(), ended_as = 'ended'
       where account_id in (select id from pending) and ended_at is null returning id, account_id, correlation_id),
     heard as (
       insert into notice (journey, subject, correlation_id) select 'lockout', id::text, correlation_id from locks),
     line as (
       insert into audit_event (event, actor, subject, outcome, correlation_id, detail)
       select 'lockout.ended', 'system', account_id::text, 'ended', correlation_id, jsonb_build_object('lockoutId', id) from locks),
     links as (
       update password_link set expires_at = least(expires_at, now())
       where registration_id in (select id from closed) and used_at is null),
     dropped as (
       update mail_send set state = 'dropped'
       where registration_id in (select id from closed) and state in ('due', 'sending') and kind <> 'address-changed'),
     mail as (
       insert into mail_send (registration_id, kind)
       select id, told.kind from closed, (select ?::text as kind) told where told.kind is not null)
     select id from closed`,
    [status, reason, caseNumber, mail],
  );
  return closed.length > 0;
}
