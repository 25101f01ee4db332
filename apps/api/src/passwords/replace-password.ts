import { audit, makeAccountMailDue, setOtherPassword, writeNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '../caller.js';
import type { NewCredentials } from '../sessions/device-cookie.js';

interface Replacement {
  accountId: string;
  /** Of the new password. */
  hash: string;
  /** The reset's link that brought it; null when it was changed in a session. */
  linkId: string | null;
  caller: Caller;
}

/**
 * The one place where another password takes the place of an account's (R22, R52): with it, in the same transaction, end every session,
 * every known browser, every link with its typed code, the mail that would bring one, and the reset that waits; the owner is told.
 * The transaction holds the account's rows of the guard, then the account.
 */
export async function replacePassword(
  tx: EntityManager,
  { accountId, hash, linkId, caller }: Replacement,
): Promise<NewCredentials> {
  const { address, correlationId } = caller;
  const { version, at } = await setOtherPassword(tx, { accountId, hash, linkId, correlationId });
  await makeAccountMailDue(tx, accountId, 'password-changed');
  await writeNotice(tx, { journey: 'account-mail', subject: accountId, correlationId });
  const event = linkId === null ? 'password.changed' : 'password.reset';
  await audit(tx, { event, actor: 'person', subject: accountId, outcome: 'changed', address, correlationId });
  return { accountId, credentialsVersion: version, at };
}
