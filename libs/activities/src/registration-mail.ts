import { linkCode, linkToken } from '@app/persistence';
import type { LeasedMail } from './mail-ledger.js';
import { bounceAddress, composeMessage } from './mail/message.js';
import { renderMail } from './mail/templates/index.js';
import type { OutgoingMessage } from './mail/transport.js';
import type { RegistrationMailDeps } from './registration-mail.activities.js';

/** The same message on every attempt: link and code are derived again, never stored. */
export async function composeRegistrationMail(
  mail: LeasedMail,
  { mailFrom, publicUrl, linkKeys }: RegistrationMailDeps['settings'],
): Promise<OutgoingMessage> {
  throw new Error(
    'waits for the templates' +
      String([linkCode, linkToken, bounceAddress, composeMessage, renderMail, mailFrom, publicUrl, linkKeys, mail]),
  );
}
