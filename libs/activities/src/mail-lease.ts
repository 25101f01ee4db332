/**
 * The ledger of messages keeps the mail's promise: each is handed to the relay at least once, or its refusal is shown; more than
 * once only when nobody can know whether it arrived; always with one Message-ID and one link.
 *
 * `due` → `sending` (a lease) → dotted (written before the final dot) → `accepted` | `refused` | `undelivered` | `dropped`.
 */
import type { MailKind } from '@app/contracts';
import { hashOf, type LinkKey, linkToken, messageName, newNonce, writingKey } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import { type LeasedMail, leaseSeconds } from './leased-mail.js';
import { settle } from './mail-outcome.js';

export interface LedgerSettings {
  linkKeys: readonly LinkKey[];
  /** PostgreSQL intervals. */
  creationLinkLifetime: string;
  linkReuseWindow: string;
}

export type Lease =
  | { is: 'leased'; mail: LeasedMail }
  /** Nothing of this kind is left to send. */
  | { is: 'done' }
  /** Another attempt holds it, or an ambiguous one is too recent: come back later. */
  | { is: 'later'; seconds: number };

/** An attempt of which nobody knows the outcome is repeated after this, and not more often than `ambiguousSends` in all. */
const ambiguityPause = 60;
const ambiguousSends = 2;
const givenUpAfter = '3 days';
/** Wrong codes after which the next mail brings a new one. */
const tiredCode = 5;

interface LedgerRow {
  id: string;
  kind: MailKind;
  number: number;
  state: 'due' | 'sending';
  attempts: number;
  ambiguous: number;
  was_dotted: boolean;
  lease_left: number;
  since_attempt: number | null;
  too_old: boolean;
  message_id: string | null;
  recipient: string | null;
  link_id: string | null;
  registration_id: string;
  case_number: string;
  siret: string;
  establishment_name: string | null;
  first_name: string;
  last_name: string;
  email: string;
  account_id: string | null;
  identifier: string | null;
  reason: string | null;
  received_at: string;
  case_deadline: string | null;
  asked_deadline: string | null;
}

/** Takes the newest waiting message of this kind, for one attempt. */
export const leaseMail = (
  em: EntityManager,
  caseNumber: string,
  kind: MailKind,
  settings: LedgerSettings,
): Promise<Lease> =>
  em.transactional(async (tx) => {
    const row = await newestWaiting(tx, caseNumber, kind, settings);
    if (!row) return { is: 'done' };
    if (row.state === 'sending' && row.lease_left > 0) return { is: 'later', seconds: row.lease_left };

    // A lease that ran out behind the dot: the message may have arrived.
    const ambiguous = row.ambiguous + (row.state === 'sending' && row.was_dotted ? 1 : 0);
    if (ambiguous >= ambiguousSends || row.too_old) {
      await settle(tx, row.id, 'undelivered', null, 'mail-undelivered');
      return { is: 'done' };
    }
    const pause = ambiguous > 0 ? ambiguityPause - (row.since_attempt ?? ambiguityPause) : 0;
    if (pause > 0) {
      await tx.execute(`update mail_send set state = 'due', ambiguous = ? where id = ?`, [ambiguous, row.id], 'run');
      return { is: 'later', seconds: pause };
    }

    if (kind === 'creation' && row.number > 0) await dropOlder(tx, row);
    const link = await linkFor(tx, row, settings);
    if (link === 'none') {
      await settle(tx, row.id, 'dropped', null, null);
      return { is: 'done' };
    }
    const name = row.message_id ?? messageName(caseNumber, kind, row.number, writingKey(settings.linkKeys));
    const deadline = row.kind === 'creation' && row.number > 0 ? row.asked_deadline : row.case_deadline;
    await tx.execute(
      `update mail_send set state = 'sending', attempts = attempts + 1, ambiguous = ?, dotted_at = null, attempted_at = now(),
         lease_until = now() + make_interval(secs => ?), message_id = ?, link_id = ?, deadline = ?
       where id = ?`,
      [ambiguous, leaseSeconds, name, link?.id ?? null, deadline, row.id],
      'run',
    );
    return {
      is: 'leased',
      mail: {
        id: row.id,
        attempt: row.attempts + 1,
        kind,
        messageName: name,
        recipient: row.recipient ?? row.email,
        caseNumber: row.case_number,
        siret: row.siret,
        establishmentName: row.establishment_name,
        firstName: row.first_name,
        lastName: row.last_name,
        identifier: row.identifier,
        reason: row.reason,
        receivedAt: new Date(row.received_at),
        deadline: deadline === null ? null : new Date(deadline),
        link,
      },
    };
  });

/** The case's row is locked first, as everywhere. An asked-for mail moves the end to 3 days from now at least, 30 after the opening at most. */
async function newestWaiting(
  tx: EntityManager,
  caseNumber: string,
  kind: MailKind,
  { creationLinkLifetime }: LedgerSettings,
): Promise<LedgerRow | undefined> {
  await tx.execute('select id from registration where case_number = ? for update', [caseNumber]);
  const [row] = await tx.execute<LedgerRow[]>(
    `select m.id, m.kind, m.number, m.state, m.attempts, m.ambiguous, m.dotted_at is not null as was_dotted,
       ceil(coalesce(extract(epoch from m.lease_until - now()), 0))::int as lease_left,
       floor(extract(epoch from now() - m.attempted_at))::int as since_attempt,
       m.due_at < now() - ?::interval as too_old, m.message_id, m.recipient, m.link_id,
       r.id as registration_id, r.case_number, r.siret, e.name as establishment_name, r.first_name, r.last_name, r.email,
       a.id as account_id, a.identifier, r.reason, r.received_at, r.deadline as case_deadline,
       greatest(r.deadline, least(now() + least(interval '3 days', ?::interval), r.opened_at + interval '30 days')) as asked_deadline
     from registration r
     join mail_send m on m.registration_id = r.id and m.kind = ? and m.state in ('due', 'sending')
     left join establishment e on e.siret = r.siret
     left join account a on a.registration_id = r.id
     where r.case_number = ? order by m.number desc limit 1`,
    [givenUpAfter, creationLinkLifetime, kind, caseNumber],
  );
  return row;
}

/** Whoever asked again reads the newest mail: one that may have arrived already is not repeated. */
async function dropOlder(tx: EntityManager, { registration_id, number }: LedgerRow): Promise<void> {
  await tx.execute(
    `update mail_send set state = 'dropped', lease_until = null
     where registration_id = ? and kind = 'creation' and number < ? and state in ('due', 'sending')`,
    [registration_id, number],
    'run',
  );
}

const carriesLink = (kind: MailKind): boolean => kind === 'creation' || kind.startsWith('reminder-');

/** The link of an earlier attempt, else the live one while it is young, else a new one that works once its message is dotted. */
async function linkFor(
  tx: EntityManager,
  row: LedgerRow,
  { linkKeys, linkReuseWindow }: LedgerSettings,
): Promise<LeasedMail['link'] | 'none'> {
  if (!carriesLink(row.kind)) return null;
  const [known] = await tx.execute<NonNullable<LeasedMail['link']>[]>(
    `select id, purpose, nonce, key_id as "keyId" from password_link
     where registration_id = ? and purpose = 'creation' and superseded_at is null and used_at is null
       and (id = ?::uuid or live_at is not null and (? or issued_at > now() - ?::interval and code_failures < ?))
     order by id = ?::uuid desc nulls last limit 1`,
    [row.registration_id, row.link_id, row.kind !== 'creation', linkReuseWindow, tiredCode, row.link_id],
  );
  if (known) return known;
  // A reminder of a link that never left, or that has died, would remind of nothing.
  if (row.kind !== 'creation' || row.account_id === null) return 'none';
  const link = { id: randomUUID(), purpose: 'creation', nonce: newNonce(), keyId: writingKey(linkKeys).id } as const;
  await tx.execute(
    `insert into password_link (id, purpose, registration_id, account_id, nonce, key_id, token_hash, expires_at)
     values (?, 'creation', ?, ?, ?, ?, ?, ?)`,
    [
      link.id,
      row.registration_id,
      row.account_id,
      link.nonce,
      link.keyId,
      hashOf(linkToken(link, linkKeys) ?? ''),
      row.case_deadline,
    ],
    'run',
  );
  return link;
}
