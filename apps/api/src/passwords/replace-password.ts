import { audit, makeAccountMailDue, writeNotice } from '@app/persistence';
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
  const [row] = await tx.execute<[{ version: number; at: number }]>(
    `with credentials as (
       update account set password_hash = ?, credentials_version = credentials_version + 1,
         recovered_mail_number = case when ?::uuid is null then recovered_mail_number else mail_number end
       where id = ? returning credentials_version),
     links as (
       update password_link set used_at = case when id = ?::uuid then now() end,
         superseded_at = case when id is distinct from ?::uuid then now() end
       where account_id = ? and used_at is null and superseded_at is null),
     sessions as (delete from session where account_id = ?),
     devices as (delete from login_guard where account_id = ? and is_device),
     reset as (
       update password_reset set state = case when ?::uuid is null then 'replaced' else 'used' end, ended_at = now()
       where account_id = ? and state = 'open' returning account_id),
     dropped as (
       update mail_send set state = 'dropped', lease_until = null
       where account_id = ? and kind = 'reset' and state in ('due', 'sending')),
     heard as (
       insert into notice (journey, subject, correlation_id) select 'password-reset', account_id::text, ?::text from reset)
     select credentials_version as version, floor(extract(epoch from now()))::int as at from credentials`,
    [
      ...[hash, linkId, accountId, linkId, linkId, accountId, accountId, accountId, linkId, accountId, accountId],
      correlationId,
    ],
  );
  await makeAccountMailDue(tx, accountId, 'password-changed');
  await writeNotice(tx, { journey: 'account-mail', subject: accountId, correlationId });
  const event = linkId === null ? 'password.changed' : 'password.reset';
  await audit(tx, { event, actor: 'person', subject: accountId, outcome: 'changed', address, correlationId });
  return { accountId, credentialsVersion: row.version, at: row.at };
}
