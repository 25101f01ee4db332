import type { MailKind } from '@app/contracts';
import {
  dropOlderCreationMail,
  holdCase,
  knownLink,
  makeLinkLive,
  messageName,
  moveCaseDeadline,
  newestMailOfCase,
  type WaitingCaseMail,
  writingKey,
} from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LeasedMail } from './leased-mail.js';
import { type LinkSettings, newLink } from './mail-link.js';
import { markDotted, NoLongerWanted } from './mail-outcome.js';
import type { MailOwner } from './mail-owner.js';

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

/** Mail of one kind about a registration. */
export const registrationMailOwner = (
  caseNumber: string,
  kind: MailKind,
  settings: RegistrationMailSettings,
): MailOwner<WaitingCaseMail, RegistrationDetails> => ({
  newestWaiting: (tx) => newestWaiting(tx, caseNumber, kind, settings),

  async linkFor(tx, row) {
    const { registration_id, account_id, link_id, deadline } = row;
    if (kind === 'creation' && row.number > 0) await dropOlderCreationMail(tx, registration_id, row.number);
    if (!carriesLink(kind)) return null;
    const asked = kind === 'creation';
    const known = await knownLink(tx, {
      ...{ purpose: 'creation', owner: { registration_id }, linkId: link_id },
      ...{ anyAge: !asked, reuseWindow: settings.linkReuseWindow },
    });
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
    const registration = await holdCase(tx, caseNumber);
    await markDotted(tx, mail);
    if (!mail.link) return;
    if (registration?.status !== 'awaiting-password') throw new NoLongerWanted();
    await makeLinkLive(tx, mail.link.id, mail.deadline);
    if (kind === 'creation') await moveCaseDeadline(tx, registration.id, mail.deadline);
  },
});

const carriesLink = (kind: MailKind): boolean => kind === 'creation' || kind.startsWith('reminder-');

/** An asked-for mail moves the end to 3 days from now at least, 30 after the opening at most. */
async function newestWaiting(
  tx: EntityManager,
  caseNumber: string,
  kind: MailKind,
  { creationLinkLifetime }: RegistrationMailSettings,
): Promise<WaitingCaseMail | undefined> {
  await holdCase(tx, caseNumber);
  return newestMailOfCase(tx, caseNumber, kind, creationLinkLifetime);
}
