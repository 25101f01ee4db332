/** The table `account`: persons' rights to sign in for an establishment. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { ago, lit, now } from './expressions.js';
import { makeAccountMailDue } from './mail-send.js';
import { insertMessages } from './outbox.js';
import { tables } from './tables.js';

/** Locks the row until the transaction ends (`registration.ts` tells the order). */
export async function holdAccount(tx: EntityManager, id: string): Promise<void> {
  await tables(tx).selectFrom('account').select('id').where('id', '=', id).forUpdate().execute();
}

/** As above, and answers whether its password is still the one that was verified. */
export async function holdActiveAccount(tx: EntityManager, id: string, credentialsVersion: number): Promise<boolean> {
  const held = await tables(tx)
    .selectFrom('account')
    .select('id')
    .where('id', '=', id)
    .where('credentials_version', '=', credentialsVersion)
    .where('status', '=', lit('active'))
    .forUpdate()
    .execute();
  return held.length > 0;
}

/**
 * Tells the owner of an account that the identifiant was shown, once a day at most; answers whether. The row itself decides, so
 * that of several requests at once one tells. Part of a transaction, whose notice signals `account-mail` then.
 */
export async function tellIdentifierShown(tx: EntityManager, accountId: string): Promise<boolean> {
  const told = await tables(tx)
    .updateTable('account')
    .set({ identifier_told_at: now })
    .where('id', '=', accountId)
    .where((eb) => eb.or([eb('identifier_told_at', 'is', null), eb('identifier_told_at', '<=', ago('24 hours'))]))
    .returning('id')
    .execute();
  if (told.length === 0) return false;
  await makeAccountMailDue(tx, accountId, 'identifier-shown');
  return true;
}

export interface AccountPerson {
  id: string;
  identifier: string;
  lastName: string;
  firstName: string;
  email: string;
}

/** Those of an establishment that have a password. */
export const activeAccounts = (tx: EntityManager, siret: string): Promise<AccountPerson[]> =>
  tables(tx)
    .selectFrom('account')
    .select(['id', 'identifier', 'last_name as lastName', 'first_name as firstName', 'email'])
    .where('siret', '=', siret)
    .where('status', '=', lit('active'))
    .execute();

/** Keeps the same password's hash with other parameters; never in the place of another password, nor of another such hash (R22, R40). */
export async function replaceHash(
  em: EntityManager,
  { id, credentialsVersion, passwordHash }: { id: string; credentialsVersion: number; passwordHash: string | null },
  rehash: string,
): Promise<void> {
  await tables(em)
    .updateTable('account')
    .set({ password_hash: rehash })
    .where('id', '=', id)
    .where('credentials_version', '=', credentialsVersion)
    .where('password_hash', '=', passwordHash)
    .execute();
}

/** Administrators who can sign in themselves and were not asked to renew this account within a day. */
export async function administratorsToAsk(tx: EntityManager, siret: string, expiredId: string): Promise<string[]> {
  const administrators = await tables(tx)
    .selectFrom('account')
    .select('account.id')
    .where('siret', '=', siret)
    .where('role', '=', lit('administrator'))
    .where('status', '=', lit('active'))
    .where('expires_at', '>', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('mail_send')
            .select('mail_send.id')
            .whereRef('mail_send.account_id', '=', 'account.id')
            .where('mail_send.kind', '=', lit('renewal-asked'))
            .where('mail_send.about_id', '=', expiredId)
            .where('mail_send.due_at', '>', ago('24 hours')),
        ),
      ),
    )
    .orderBy('account.id')
    .execute();
  return administrators.map(({ id }) => id);
}

/** Answers the SIRET of an account that has expired, locked until the transaction ends. */
export async function holdExpiredAccount(tx: EntityManager, id: string): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('account')
    .select('siret')
    .where('id', '=', id)
    .where('status', '=', lit('active'))
    .where('expires_at', '<=', now)
    .forUpdate()
    .executeTakeFirst();
  return row?.siret;
}

/**
 * The request for renewal: a message that has it looked up, the same for every identifier. Answers the expired account's id, null when
 * there is none, undefined when the establishment has no such contract.
 */
export async function writeRenewalRequest(
  tx: EntityManager,
  asked: { identifier: string | null; siret: string; contractNumber: string; correlationId: string },
): Promise<string | null | undefined> {
  const row = await tables(tx)
    .with('asked', (q) =>
      q
        .selectFrom('contract')
        .select((eb) =>
          eb
            .selectFrom('account')
            .select('account.id')
            .whereRef('account.siret', '=', 'contract.siret')
            .where('account.identifier', '=', asked.identifier)
            .where('account.status', '=', lit('active'))
            .where('account.expires_at', '<=', now)
            .as('expired'),
        )
        .where('contract.siret', '=', asked.siret)
        .where('contract.number', '=', asked.contractNumber)
        .limit(sql.lit(1)),
    )
    .with('message', (q) =>
      insertMessages(q, q.selectFrom('asked'), 'renewal-request', ({ ref }) => ({
        subject: sql<string>`coalesce(${ref('asked.expired')}, gen_random_uuid())::text`,
        correlationId: asked.correlationId,
      })),
    )
    .selectFrom('asked')
    .select('asked.expired')
    .executeTakeFirst();
  return row?.expired;
}
