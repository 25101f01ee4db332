import { fullName, smtpAddress } from '@app/domain';
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

/** The same message on every attempt, its date and the end it announces aside. */
export async function composeMail(
  mail: LeasedMail,
  content: MailContent,
  { mailFrom }: MailSettings,
): Promise<OutgoingMessage> {
  const messageId = messageIdOf(mailFrom, mail.messageName);
  const recipient = smtpAddress(mail.recipient);
  const raw = await composeMessage({
    messageId,
    from: mailFrom,
    to: { name: fullName(mail), address: recipient },
    ...renderMail(content),
  });
  return { messageId, envelope: { from: bounceAddress(mailFrom, mail.messageName), to: recipient }, raw };
}

/** Link and code are derived again, never stored. A retired key is a plain `Error`, which names the owner by its number. */
export function wayOf(
  { link, deadline }: LeasedMail,
  owner: string,
  page: string,
  { linkKeys, publicUrl }: MailSettings,
): { link: string; code: string; deadline: Date } {
  const token = link && linkToken(link, linkKeys);
  const code = link && linkCode(link, linkKeys);
  if (!token || !code || !deadline) throw new Error(`${owner}: no link to send, or its key is retired`);
  return { link: `${publicUrl}/mot-de-passe/${page}/${token}`, code, deadline };
}
