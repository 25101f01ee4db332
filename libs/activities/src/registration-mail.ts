import { linkCode, type LinkKey, linkToken } from '@app/persistence';
import type { LeasedMail } from './leased-mail.js';
import { bounceAddress, composeMessage, messageIdOf } from './mail/message.js';
import { type MailContent, renderMail } from './mail/templates/index.js';
import type { OutgoingMessage } from './mail/transport.js';

export interface MailSettings {
  linkKeys: readonly LinkKey[];
  mailFrom: string;
  publicUrl: string;
}

/** The same message on every attempt: link and code are derived again, never stored. A retired key is a plain `Error`. */
export async function composeRegistrationMail(mail: LeasedMail, settings: MailSettings): Promise<OutgoingMessage> {
  const { mailFrom } = settings;
  const messageId = messageIdOf(mailFrom, mail.messageName);
  const raw = await composeMessage({
    messageId,
    from: mailFrom,
    to: { name: `${mail.firstName} ${mail.lastName}`, address: mail.recipient },
    ...renderMail(contentOf(mail, settings)),
  });
  return { messageId, envelope: { from: bounceAddress(mailFrom, mail.messageName), to: mail.recipient }, raw };
}

function contentOf(mail: LeasedMail, { linkKeys, publicUrl }: MailSettings): MailContent {
  const { kind, caseNumber, firstName, lastName, establishmentName, siret, receivedAt } = mail;
  const words = { caseNumber, firstName, lastName, establishmentName, siret, receivedAt, publicUrl };
  switch (kind) {
    case 'creation':
    case 'reminder-half-way':
    case 'reminder-last-day': {
      const token = mail.link && linkToken(mail.link, linkKeys);
      const code = mail.link && linkCode(mail.link, linkKeys);
      if (!token || !code || !mail.deadline) throw new Error(`${caseNumber}: no link to send, or its key is retired`);
      return { kind, ...words, link: `${publicUrl}/mot-de-passe/creer/${token}`, code, deadline: mail.deadline };
    }
    case 'welcome':
      if (!mail.identifier) throw new Error(`${caseNumber}: no identifier to tell`);
      return { kind, ...words, identifier: mail.identifier };
    case 'address-changed':
      return { kind, ...words };
    case 'expired':
    case 'refused':
    case 'cancelled':
      return { kind, ...words, reason: mail.reason };
  }
}
