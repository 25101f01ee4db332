import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';

export interface Message {
  /** `<name@domain>`. */
  messageId: string;
  /** As in MAIL_FROM: `Name <address>` or an address. */
  from: string;
  to: { name: string; address: string };
  /** Where an answer goes, as in `from`; to the sender where it is missing. */
  replyTo?: string;
  /** When it was written; now where it is missing. */
  date?: Date;
  subject: string;
  html: string;
  text: string;
}

/**
 * RFC 5322, ready for the relay. Names and subjects are encoded, so that none of them can add a header. Byte for byte the
 * same for the same message and date: what divides its parts comes from its name, where the library would draw lots.
 */
export const composeMessage = ({ to, subject, ...message }: Message): Promise<Buffer> =>
  new MailComposer({
    ...message,
    to: { name: oneLine(to.name), address: oneLine(to.address) },
    subject: oneLine(subject),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    baseBoundary: createHash('sha256').update(message.messageId).digest('hex').slice(0, 32),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

/** Where bounces of one message come back: its name tells which it was. */
export const bounceAddress = (mailFrom: string, name: string): string => `bounce+${name}@${domainOf(mailFrom)}`;
export const messageIdOf = (mailFrom: string, name: string): string => `<${name}@${domainOf(mailFrom)}>`;

const domainOf = (mailFrom: string): string => /@([^\s<>@]+)>?\s*$/u.exec(mailFrom)?.[1] ?? 'localhost';
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
