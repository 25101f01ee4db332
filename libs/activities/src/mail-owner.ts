import type { LinkSeed, WaitingMail } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LeasedMail } from './leased-mail.js';

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
