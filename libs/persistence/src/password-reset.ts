/** The tables `reset_request` and `password_reset`: « mot de passe oublié », as it was asked and while it waits. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { lit, lits, now } from './expressions.js';
import { partsOf } from './insert-from.js';
import { insertMessages } from './outbox.js';
import { type Changes, tables } from './tables.js';

/** The request, the same for every identifier, and the message that has it looked up. Null: what was typed is no identifier. */
export async function writeResetRequest(
  em: EntityManager,
  request: { identifier: string | null; address: string; correlationId: string },
): Promise<void> {
  const q = tables(em).with('request', (q) =>
    q
      .insertInto('reset_request')
      .values({ identifier: request.identifier, address: request.address, correlation_id: request.correlationId })
      .returning(['id', 'correlation_id']),
  );
  await insertMessages(q, partsOf(q).selectFrom('request'), 'reset-request', ({ cast, ref }) => ({
    subject: cast<string>('request.id', 'text'),
    correlationId: ref('request.correlation_id'),
  })).execute();
}

export interface HeldResetRequest {
  identifier: string | null;
  address: string;
  correlationId: string;
  isHandled: boolean;
}

export const holdResetRequest = (tx: EntityManager, id: string): Promise<HeldResetRequest | undefined> =>
  tables(tx)
    .selectFrom('reset_request')
    .select(({ eb }) => [
      'identifier',
      'address',
      'correlation_id as correlationId',
      eb('handled_at', 'is not', null).$castTo<boolean>().as('isHandled'),
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export type ResetOutcome = 'unknown' | 'limited' | 'reset' | 'account-expired' | 'registration';

export async function noteHandled(
  tx: EntityManager,
  id: string,
  { outcome, accountId }: { outcome: ResetOutcome; accountId: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('reset_request')
    .set({ outcome, account_id: accountId, handled_at: now })
    .where('id', '=', id)
    .execute();
}

export interface ResetHolder {
  id: string;
  registrationId: string | null;
  status: 'pending' | 'active';
  hasExpired: boolean;
}

const holders = (em: EntityManager) =>
  tables(em)
    .selectFrom('account')
    .select(({ ref }) => [
      'id',
      'registration_id as registrationId',
      'status',
      sql<boolean>`coalesce(${ref('expires_at')} <= now(), false)`.as('hasExpired'),
    ]);

export const findHolder = (tx: EntityManager, identifier: string): Promise<ResetHolder | undefined> =>
  holders(tx).where('identifier', '=', identifier).executeTakeFirst();

export const holdHolder = (tx: EntityManager, id: string): Promise<ResetHolder | undefined> =>
  holders(tx).where('id', '=', id).forUpdate().executeTakeFirst();

/** One stands open per account: another request moves its end. `lifetime`: a PostgreSQL interval. */
export async function openReset(
  tx: EntityManager,
  { accountId, correlationId, lifetime }: { accountId: string; correlationId: string; lifetime: string },
): Promise<void> {
  await tables(tx)
    .insertInto('password_reset')
    .values({
      account_id: accountId,
      correlation_id: correlationId,
      deadline: sql<string>`now() + ${lifetime}::interval`,
    })
    .onConflict((oc) =>
      oc
        .column('account_id')
        .where('state', '=', lit('open'))
        .doUpdateSet(({ ref }) => ({ deadline: ref('excluded.deadline') }) satisfies Changes<'password_reset'>),
    )
    .execute();
}

/** Answers whether one was open. */
export async function moveResetDeadline(tx: EntityManager, accountId: string, deadline: Date | null): Promise<boolean> {
  const open = await tables(tx)
    .updateTable('password_reset')
    .set({ deadline: sql<string>`${deadline}` })
    .where('account_id', '=', accountId)
    .where('state', '=', lit('open'))
    .returning('id')
    .execute();
  return open.length > 0;
}

/** By the database's clock; its mail that has not left is dropped. Answers whether it did. The transaction holds the account. */
export async function expireReset(tx: EntityManager, accountId: string): Promise<boolean> {
  const closed = await tables(tx)
    .with('closed', (q) =>
      q
        .updateTable('password_reset')
        .set({ state: lit('expired'), ended_at: now })
        .where('account_id', '=', accountId)
        .where('state', '=', lit('open'))
        .where('deadline', '<=', now)
        .returning('account_id'),
    )
    .with('dropped', (q) =>
      q
        .updateTable('mail_send')
        .from('closed')
        .set({ state: lit('dropped'), lease_until: null })
        .whereRef('mail_send.account_id', '=', 'closed.account_id')
        .where('mail_send.kind', '=', lit('reset'))
        .where('mail_send.state', 'in', lits('due', 'sending')),
    )
    .selectFrom('closed')
    .select('closed.account_id')
    .execute();
  return closed.length > 0;
}
