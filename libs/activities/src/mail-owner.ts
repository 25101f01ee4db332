import type { LinkSeed } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LeasedMail } from './leased-mail.js';

/** A message that is due or being sent, as its owner finds it. */
export interface WaitingMail {
  id: string;
  number: number;
  state: 'due' | 'sending';
  attempts: number;
  ambiguous: number;
  was_dotted: boolean;
  /** Seconds. */
  lease_left: number;
  since_attempt: number | null;
  too_old: boolean;
  message_id: string | null;
  link_id: string | null;
  recipient: string;
  first_name: string;
  last_name: string;
  siret: string;
  establishment_name: string | null;
  /** The end that it would announce if it left now. */
  deadline: string | null;
}

/** SQL over `mail_send m`: what could not leave for that long is given up. */
export const isTooOld = `m.due_at <= now() - interval '3 days'`;

/** SQL over `mail_send m`: the columns of `WaitingMail` that every mail has. */
export const mailColumns = `m.id, m.number, m.state, m.attempts, m.ambiguous, m.dotted_at is not null as was_dotted,
  ceil(coalesce(extract(epoch from m.lease_until - now()), 0))::int as lease_left,
  floor(extract(epoch from now() - m.attempted_at))::int as since_attempt, ${isTooOld} as too_old, m.message_id, m.link_id`;

/**
 * Whose message of one kind it is: a registration's or an account's. The lease is the same for both (`mail-lease.ts`); the owner
 * knows its rows and what changes with them. Each of these is part of a transaction of the lease.
 */
export interface MailOwner<Waiting extends WaitingMail, Details> {
  /** Holds the owner's row first, as everywhere. */
  newestWaiting(tx: EntityManager): Promise<Waiting | undefined>;
  /** Drops those that this one takes the place of. Null: it carries no link; `moot`: what it would tell is no longer so. */
  linkFor(tx: EntityManager, waiting: Waiting): Promise<LinkSeed | null | 'moot'>;
  messageName(waiting: Waiting): string;
  /** What its words need beside what every message has. */
  details(waiting: Waiting): Details;
  /** Holds the owner's row, marks the message as dotted, then changes what goes with it; else throws `NoLongerWanted`. */
  dot(tx: EntityManager, mail: LeasedMail & Details): Promise<void>;
}
