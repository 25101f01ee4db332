import {
  type AccountMailActivities,
  type AccountMailFacts,
  type AccountMailKind,
  type AccountMailSendingActivities,
  mailOfJourney,
} from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { accountMailOwner, type AccountMailSettings } from './account-mail-owner.js';
import { composeAccountMail } from './account-mail.js';
import type { MailSettings } from './composed-mail.js';
import { type HandOverDeps, sendDue } from './mail-hand-over.js';
import { isTooOld } from './mail-owner.js';

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
    await em.execute(
      `update mail_send m set state = ?, lease_until = null
       where m.account_id = ? and m.kind = ? and m.state in ('due', 'sending') and ${isTooOld}`,
      [reason === 'mail-refused' ? 'refused' : 'undelivered', accountId, kind],
      'run',
    );
  },
});

/** Oldest first. */
async function readDueMail(
  em: EntityManager,
  accountId: string,
  kinds: readonly AccountMailKind[],
): Promise<AccountMailFacts> {
  const rows = await em.execute<{ kind: AccountMailKind }[]>(
    `select kind from mail_send where account_id = ? and state in ('due', 'sending') and kind = any (?)
     group by kind order by min(due_at)`,
    [accountId, `{${kinds.join(',')}}`],
  );
  return { due: rows.map(({ kind }) => kind) };
}
