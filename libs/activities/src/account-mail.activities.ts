import {
  type AccountMailActivities,
  type AccountMailFacts,
  type AccountMailKind,
  type AccountMailSendingActivities,
  mailOfJourney,
} from '@app/contracts';
import { giveUpAccountMail, waitingKinds } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { accountMailOwner, type AccountMailSettings } from './account-mail-owner.js';
import { composeAccountMail } from './account-mail.js';
import type { MailSettings } from './composed-mail.js';
import { type HandOverDeps, sendDue } from './mail-hand-over.js';

export interface AccountMailDeps extends HandOverDeps {
  settings: AccountMailSettings & MailSettings;
}

/** Of the mail queue: every kind about an account, whichever journey waits on it. */
export const accountMailSending = ({ settings, ...deps }: AccountMailDeps): AccountMailSendingActivities => ({
  async sendAccountMail({ accountId }, kind) {
    await sendDue(deps, {
      owner: accountMailOwner(accountId, kind, settings),
      compose: (mail) => composeAccountMail(mail, settings),
      readFacts: () => readDueMail(deps.em, accountId, [kind]),
      isDue: ({ due }) => due.length > 0,
    });
  },
});

export const accountMailActivities = ({ em }: { em: EntityManager }): AccountMailActivities => ({
  readAccountMail: ({ accountId }) => readDueMail(em, accountId, mailOfJourney['account-mail']),

  async giveUpAccountMail({ accountId }, kind, reason) {
    await giveUpAccountMail(em, accountId, kind, reason === 'mail-refused' ? 'refused' : 'undelivered');
  },
});

/** Oldest first. */
async function readDueMail(
  em: EntityManager,
  accountId: string,
  kinds: readonly AccountMailKind[],
): Promise<AccountMailFacts> {
  return { due: await waitingKinds(em, accountId, kinds) };
}
