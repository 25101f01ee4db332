/** What became of a leased message, written down before Temporal hears of it (`mail-lease.ts` tells the whole). */
import { extendLease, noteAmbiguous, noteDeferred, noteDotted, settleMail, type WaitingMail } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type LeasedMail, leaseSeconds } from './leased-mail.js';
import type { MailOwner } from './mail-owner.js';

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
  if (!(await noteDotted(tx, mail))) throw new NoLongerWanted();
}

export const renewLease = (em: EntityManager, mail: LeasedMail): Promise<void> => extendLease(em, mail, leaseSeconds);

export const recordAccepted = (em: EntityManager, mail: LeasedMail, reply: string): Promise<void> =>
  settleMail(em, mail.id, 'accepted', reply, null);

/** The relay's last word: shown at once, and the creation mail's holds the case. */
export const recordRefused = (em: EntityManager, mail: LeasedMail, reply: string): Promise<void> =>
  settleMail(em, mail.id, 'refused', reply, 'mail-refused');

/** Certainly not delivered: free for the next attempt. */
export const recordDeferred = (em: EntityManager, mail: LeasedMail, reply: string): Promise<void> =>
  noteDeferred(em, mail, reply);

/** Perhaps delivered. */
export const recordAmbiguous = (em: EntityManager, mail: LeasedMail, reply: string): Promise<void> =>
  noteAmbiguous(em, mail, reply);
