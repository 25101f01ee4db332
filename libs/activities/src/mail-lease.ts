/**
 * `mail_send` keeps the mail's promise: each is handed to the relay at least once, or its refusal is shown; more than
 * once only when nobody can know whether it arrived; always with one Message-ID and one link.
 *
 * `due` → `sending` (a lease) → dotted (written before the final dot) → `accepted` | `refused` | `undelivered` | `dropped`.
 */
import { leaseMailRow, setDueAgain, settleMail, type WaitingMail } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type LeasedMail, leaseSeconds } from './leased-mail.js';
import type { MailOwner } from './mail-owner.js';

export type Lease<Details> =
  | { is: 'leased'; mail: LeasedMail & Details }
  /** Nothing of this kind is left, or its newest has just ended unsent: the facts tell which. */
  | { is: 'done' }
  /** Another attempt holds it, or an ambiguous one is too recent: come back later. */
  | { is: 'later'; seconds: number };

/** An attempt of which nobody knows the outcome is repeated after this, and not more often than `ambiguousSends` in all. */
const ambiguityPause = 60;
const ambiguousSends = 2;

/** Takes the newest waiting message of its owner's kind, for one attempt. */
export const leaseMail = <Waiting extends WaitingMail, Details>(
  em: EntityManager,
  owner: MailOwner<Waiting, Details>,
): Promise<Lease<Details>> =>
  em.transactional(async (tx) => {
    const row = await owner.newestWaiting(tx);
    if (!row) return { is: 'done' };
    if (row.state === 'sending' && row.lease_left > 0) return { is: 'later', seconds: row.lease_left };

    // A lease that ran out behind the dot: the message may have arrived.
    const ambiguous = row.ambiguous + (row.state === 'sending' && row.was_dotted ? 1 : 0);
    if (ambiguous >= ambiguousSends || row.too_old) {
      await settleMail(tx, row.id, 'undelivered', null, 'mail-undelivered');
      return { is: 'done' };
    }
    const pause = ambiguous > 0 ? ambiguityPause - (row.since_attempt ?? ambiguityPause) : 0;
    if (pause > 0) {
      await setDueAgain(tx, row.id, ambiguous);
      return { is: 'later', seconds: pause };
    }

    const link = await owner.linkFor(tx, row);
    if (link === 'moot') {
      await settleMail(tx, row.id, 'dropped', null, null);
      return { is: 'done' };
    }
    const messageName = row.message_id ?? owner.messageName(row);
    await leaseMailRow(tx, row.id, {
      ...{ ambiguous, seconds: leaseSeconds, messageId: messageName },
      ...{ linkId: link?.id ?? null, deadline: row.deadline },
    });
    const mail = {
      id: row.id,
      attempt: row.attempts + 1,
      messageName,
      recipient: row.recipient,
      firstName: row.first_name,
      lastName: row.last_name,
      siret: row.siret,
      establishmentName: row.establishment_name,
      deadline: row.deadline === null ? null : new Date(row.deadline),
      link,
    };
    return { is: 'leased', mail: { ...mail, ...owner.details(row) } };
  });
