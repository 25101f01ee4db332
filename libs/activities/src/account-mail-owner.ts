import type { AccountMailKind } from '@app/contracts';
import {
  dropOlderAccountMail,
  holdAccount,
  knownLink,
  makeLinkLive,
  messageName,
  moveResetDeadline,
  newestMailOfAccount,
  type WaitingAccountMail,
  writingKey,
} from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LeasedMail } from './leased-mail.js';
import { type LinkSettings, newLink } from './mail-link.js';
import { markDotted, NoLongerWanted } from './mail-outcome.js';
import type { MailOwner } from './mail-owner.js';

export interface AccountMailSettings extends LinkSettings {
  /** PostgreSQL interval. */
  resetLinkLifetime: string;
}

interface AccountDetails {
  kind: AccountMailKind;
  accountId: string;
  caseNumber: string | null;
  happenedAt: Date;
  /** Whose account is to be renewed. */
  colleague: { firstName: string; lastName: string } | null;
}
export type LeasedAccountMail = LeasedMail & AccountDetails;

/** Mail of one kind about an account. */
export const accountMailOwner = (
  accountId: string,
  kind: AccountMailKind,
  settings: AccountMailSettings,
): MailOwner<WaitingAccountMail, AccountDetails> => ({
  newestWaiting: (tx) => newestWaiting(tx, accountId, kind, settings),

  async linkFor(tx, row) {
    await dropOlderAccountMail(tx, accountId, kind, row);
    if (!row.is_so) return 'moot';
    if (kind !== 'reset') return null;
    const { link_id, deadline } = row;
    const known = await knownLink(tx, {
      ...{ purpose: 'reset', owner: { account_id: accountId }, linkId: link_id },
      ...{ anyAge: false, reuseWindow: settings.linkReuseWindow },
    });
    return known ?? newLink(tx, 'reset', { registrationId: null, accountId, deadline }, settings.linkKeys);
  },

  messageName: ({ number }) => messageName(accountId, kind, number, writingKey(settings.linkKeys)),

  details: ({ case_number, happened_at, colleague }) => ({
    kind,
    accountId,
    caseNumber: case_number,
    happenedAt: new Date(happened_at),
    colleague,
  }),

  /** The end that a reset announces is its own and its link's from now on: same link or new, a full lifetime from this mail (F8). */
  async dot(tx, mail) {
    await holdAccount(tx, accountId);
    await markDotted(tx, mail);
    if (!mail.link) return;
    if (!(await moveResetDeadline(tx, accountId, mail.deadline))) throw new NoLongerWanted();
    await makeLinkLive(tx, mail.link.id, mail.deadline);
  },
});

async function newestWaiting(
  tx: EntityManager,
  accountId: string,
  kind: AccountMailKind,
  { resetLinkLifetime }: AccountMailSettings,
): Promise<WaitingAccountMail | undefined> {
  await holdAccount(tx, accountId);
  return newestMailOfAccount(tx, accountId, kind, resetLinkLifetime);
}
