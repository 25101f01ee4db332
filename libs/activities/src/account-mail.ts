import type { LeasedAccountMail } from './account-mail-owner.js';
import { composeMail, type MailSettings, wayOf } from './composed-mail.js';
import type { MailContent } from './mail/templates/index.js';
import type { OutgoingMessage } from './mail/transport.js';

/** A reset without its link, or a renewal without the colleague, is a plain `Error`, which holds the account's id only. */
export const composeAccountMail = async (mail: LeasedAccountMail, settings: MailSettings): Promise<OutgoingMessage> =>
  composeMail(mail, contentOf(mail, settings), settings);

function contentOf(mail: LeasedAccountMail, settings: MailSettings): MailContent {
  const { kind, accountId, caseNumber, firstName, lastName, establishmentName, siret, happenedAt, colleague } = mail;
  const words = { caseNumber, firstName, lastName, establishmentName, siret, publicUrl: settings.publicUrl };
  switch (kind) {
    case 'reset':
      return { kind, ...words, ...wayOf(mail, accountId, 'reinitialiser', settings) };
    case 'renewal-asked':
      if (!colleague) throw new Error(`${accountId}: nobody to renew`);
      return { kind, ...words, colleague };
    case 'account-expired':
      return { kind, ...words };
    case 'locked':
    case 'locked-reminder':
    case 'password-changed':
    case 'identifier-shown':
      return { kind, ...words, at: happenedAt };
  }
}
