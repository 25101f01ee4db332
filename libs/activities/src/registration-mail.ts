import { composeMail, type MailSettings, wayOf } from './composed-mail.js';
import type { MailContent } from './mail/templates/index.js';
import type { OutgoingMessage } from './mail/transport.js';
import type { LeasedRegistrationMail } from './registration-mail-owner.js';

/** The same message on every attempt. Nothing to tell, where its kind tells something, is a plain `Error`. */
export const composeRegistrationMail = async (
  mail: LeasedRegistrationMail,
  settings: MailSettings,
): Promise<OutgoingMessage> => composeMail(mail, contentOf(mail, settings), settings);

function contentOf(mail: LeasedRegistrationMail, settings: MailSettings): MailContent {
  const { kind, caseNumber, firstName, lastName, establishmentName, siret, receivedAt } = mail;
  const { publicUrl } = settings;
  const words = { caseNumber, firstName, lastName, establishmentName, siret, receivedAt, publicUrl };
  switch (kind) {
    case 'creation':
      return { kind, ...words, ...wayOf(mail, caseNumber, 'creer', settings), approved: mail.approved };
    case 'reminder-half-way':
    case 'reminder-last-day':
      return { kind, ...words, ...wayOf(mail, caseNumber, 'creer', settings) };
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
