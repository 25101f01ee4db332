/** What became of a leased message, written down before Temporal hears of it (`mail-lease.ts` tells the whole). */
import type { BlockedReason } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type LeasedMail, leaseSeconds } from './leased-mail.js';
import type { MailOwner, WaitingMail } from './mail-owner.js';

/** The message is no longer wanted: a newer one was asked for, the address was corrected, the password exists. */
export class NoLongerWanted extends Error {}

/**
 * Written between the last byte of the message and its final dot: from now on its link is the live one, and the end it announces
 * is true. Throws `NoLongerWanted` when the facts have moved on.
 */
export const recordDotted = <Waiting extends WaitingMail, Details>(
  em: EntityManager,
  owner: MailOwner<Waiting, Details>,
  mail: LeasedMail & Details,
): Promise<void> => em.transactional((tx) => owner.dot(tx, mail));

/** What is the same for every owner: this attempt still holds the message, and its link is neither used nor superseded. */
export async function markDotted(tx: EntityManager, mail: LeasedMail): Promise<void> {
  const dotted = await tx.execute<unknown[]>(
    `update mail_send m set dotted_at = now() where id = ? and state = 'sending' and attempts = ?
       and not exists (select from password_link l where l.id = m.link_id and (l.superseded_at is not null or l.used_at is not null))
     returning id`,
    [mail.id, mail.attempt],
  );
  if (dotted.length === 0) throw new NoLongerWanted();
}

export async function renewLease(em: EntityManager, mail: LeasedMail): Promise<void> {
  await em.execute(
    `update mail_send set lease_until = now() + make_interval(secs => ?) where id = ? and state = 'sending' and attempts = ?`,
    [leaseSeconds, mail.id, mail.attempt],
    'run',
  );
}

export const recordAccepted = (em: EntityManager, mail: LeasedMail, reply: string): Promise<void> =>
  settle(em, mail.id, 'accepted', reply, null);

/** The relay's last word: shown at once, and the creation mail's holds the case. */
export const recordRefused = (em: EntityManager, mail: LeasedMail, reply: string): Promise<void> =>
  settle(em, mail.id, 'refused', reply, 'mail-refused');

/** Certainly not delivered: free for the next attempt. */
export async function recordDeferred(em: EntityManager, mail: LeasedMail, reply: string): Promise<void> {
  await em.execute(
    `update mail_send set state = 'due', lease_until = null, dotted_at = null, reply = ? where id = ? and state = 'sending' and attempts = ?`,
    [reply, mail.id, mail.attempt],
    'run',
  );
}

/** Perhaps delivered. */
export async function recordAmbiguous(em: EntityManager, mail: LeasedMail, reply: string): Promise<void> {
  await em.execute(
    `update mail_send set state = 'due', lease_until = null, ambiguous = ambiguous + 1, reply = ?
     where id = ? and state = 'sending' and attempts = ?`,
    [reply, mail.id, mail.attempt],
    'run',
  );
}

/**
 * Ends a message; `blocks` is noted on a case whose creation mail it was. The recipient of its own is forgotten. Touches no account.
 * Holds the registration before the message, as whoever stores a password does: the other way about they wait for each other.
 */
export async function settle(
  em: EntityManager,
  id: string,
  state: 'accepted' | 'refused' | 'undelivered' | 'dropped',
  reply: string | null,
  blocks: BlockedReason | null,
): Promise<void> {
  await em.execute(
    `with held as (
       select id from registration where id = (select registration_id from mail_send where id = ?) for update),
     settled as (
       update mail_send set state = ?, reply = coalesce(?, reply), lease_until = null, recipient = null,
         accepted_at = case when ? = 'accepted' then now() end
       from (select count(*) from held) as first
       where id = ? and state in ('due', 'sending') returning registration_id, kind),
     holding as (select s.registration_id, ?::text as reason from settled s where s.kind = 'creation' and ?::text is not null)
     update registration r set
       blocked_reason = case when r.status = 'awaiting-password' then coalesce((select reason from holding), r.blocked_reason) else r.blocked_reason end,
       blocked_since = case when r.status = 'awaiting-password' and exists (select from holding) then now() else r.blocked_since end
     where r.id in (select registration_id from settled)`,
    [id, state, reply, state, id, blocks, blocks],
    'run',
  );
}
