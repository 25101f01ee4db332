import type { MailKind } from '@app/contracts';
import { messageName, writingKey } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LeasedMail } from './leased-mail.js';
import { knownLink, type LinkSettings, makeLive, newLink } from './mail-link.js';
import { markDotted, NoLongerWanted } from './mail-outcome.js';
import { mailColumns, type MailOwner, type WaitingMail } from './mail-owner.js';

export interface RegistrationMailSettings extends LinkSettings {
  /** PostgreSQL interval. */
  creationLinkLifetime: string;
}

interface RegistrationDetails {
  kind: MailKind;
  caseNumber: string;
  identifier: string | null;
  reason: string | null;
  /** By an operator, after a review. */
  approved: boolean;
  receivedAt: Date;
}
export type LeasedRegistrationMail = LeasedMail & RegistrationDetails;

interface Waiting extends WaitingMail {
  registration_id: string;
  account_id: string | null;
  identifier: string | null;
  reason: string | null;
  approved: boolean;
  received_at: string;
}

/** Mail of one kind about a registration. */
export const registrationMailOwner = (
  caseNumber: string,
  kind: MailKind,
  settings: RegistrationMailSettings,
): MailOwner<Waiting, RegistrationDetails> => ({
  newestWaiting: (tx) => newestWaiting(tx, caseNumber, kind, settings),

  async linkFor(tx, row) {
    const { registration_id, account_id, link_id, deadline } = row;
    if (kind === 'creation' && row.number > 0) await dropOlder(tx, row);
    if (!carriesLink(kind)) return null;
    const asked = kind === 'creation';
    const known = await knownLink(tx, 'creation', { registration_id }, link_id, !asked, settings.linkReuseWindow);
    if (known) return known;
    // A reminder of a link that never left, or that has died, would remind of nothing.
    if (!asked || account_id === null) return 'moot';
    const of = { registrationId: registration_id, accountId: account_id, deadline };
    return newLink(tx, 'creation', of, settings.linkKeys);
  },

  messageName: ({ number }) => messageName(caseNumber, kind, number, writingKey(settings.linkKeys)),

  details: ({ identifier, reason, approved, received_at }) => ({
    kind,
    caseNumber,
    identifier,
    reason,
    approved,
    receivedAt: new Date(received_at),
  }),

  /** The end that a creation mail announces is the case's from now on. */
  async dot(tx, mail) {
    const [registration] = await tx.execute<{ id: string; status: string }[]>(
      'select id, status from registration where case_number = ? for update',
      [caseNumber],
    );
    await markDotted(tx, mail);
    if (!mail.link) return;
    if (registration?.status !== 'awaiting-password') throw new NoLongerWanted();
    await makeLive(tx, mail.link, mail.deadline);
    if (kind === 'creation')
      await tx.execute('update registration set deadline = ? where id = ?', [mail.deadline, registration.id], 'run');
  },
});

const carriesLink = (kind: MailKind): boolean => kind === 'creation' || kind.startsWith('reminder-');

/** An asked-for mail moves the end to 3 days from now at least, 30 after the opening at most. */
async function newestWaiting(
  tx: EntityManager,
  caseNumber: string,
  kind: MailKind,
  { creationLinkLifetime }: RegistrationMailSettings,
): Promise<Waiting | undefined> {
  await tx.execute('select id from registration where case_number = ? for update', [caseNumber]);
  const [row] = await tx.execute<Waiting[]>(
    `select ${mailColumns}, coalesce(m.recipient, r.email) as recipient, r.first_name, r.last_name, r.siret,
       e.name as establishment_name, r.id as registration_id, a.id as account_id, a.identifier, r.reason, r.approved, r.received_at,
       case when m.kind = 'creation' and m.number > 0
         then greatest(r.deadline, least(now() + least(interval '3 days', ?::interval), r.opened_at + interval '30 days'))
         else r.deadline end as deadline
     from registration r
     join mail_send m on m.registration_id = r.id and m.kind = ? and m.state in ('due', 'sending')
     left join establishment e on e.siret = r.siret
     left join account a on a.registration_id = r.id
     where r.case_number = ? order by m.number desc limit 1`,
    [creationLinkLifetime, kind, caseNumber],
  );
  return row;
}

/** Whoever asked again reads the newest mail: one that may have arrived already is not repeated. */
async function dropOlder(tx: EntityManager, { registration_id, number }: Waiting): Promise<void> {
  await tx.execute(
    `update mail_send set state = 'dropped', lease_until = null
     where registration_id = ? and kind = 'creation' and number < ? and state in ('due', 'sending')`,
    [registration_id, number],
    'run',
  );
}
