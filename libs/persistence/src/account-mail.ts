import type { AccountMailKind } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Tells the owner of an account that the identifiant was shown, once a day at most; answers whether. The row itself decides, so
 * that of several requests at once one tells. Part of a transaction, whose notice signals `account-mail` then.
 */
export async function tellIdentifierShown(tx: EntityManager, accountId: string): Promise<boolean> {
  const told = await tx.execute<unknown[]>(
    `update account set identifier_told_at = now()
     where id = ? and (identifier_told_at is null or identifier_told_at <= now() - interval '24 hours') returning id`,
    [accountId],
  );
  if (told.length === 0) return false;
  await makeAccountMailDue(tx, accountId, 'identifier-shown');
  return true;
}

/**
 * Makes a message about an account due, in place of one of its kind that has not left yet; two colleagues are two messages. Part of
 * the transaction that decides on it, whose notice knocks on the journey of that kind (`mailOfJourney`). `aboutId`: the account that
 * a colleague's mail is about.
 */
export async function makeAccountMailDue(
  tx: EntityManager,
  accountId: string,
  kind: AccountMailKind,
  aboutId: string | null = null,
): Promise<void> {
  await tx.execute(
    `with asked as (update account set mail_number = mail_number + 1 where id = ? returning id, mail_number),
     dropped as (
       update mail_send m set state = 'dropped', lease_until = null from asked
       where m.account_id = asked.id and m.kind = ? and m.about_id is not distinct from ?::uuid
         and m.state in ('due', 'sending') and m.dotted_at is null)
     insert into mail_send (account_id, kind, number, about_id) select id, ?, mail_number, ?::uuid from asked`,
    [accountId, kind, aboutId, kind, aboutId],
    'run',
  );
}
