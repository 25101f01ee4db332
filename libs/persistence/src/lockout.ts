/** The table `lockout`: locks of identifiers. */
import type { LockoutFacts, LockoutRef } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Expression, expressionBuilder, sql, type SqlBool } from 'kysely';
import { lit, lits, now } from './expressions.js';
import { type Tables, tables } from './tables.js';

type Ref = Pick<LockoutRef, 'lockoutId' | 'accountId'>;

const lockout = expressionBuilder<Tables, 'lockout'>();
/** When its owner is reminded of it. */
const reminderAt = sql<string>`(${lockout.ref('lockout.locked_at')} + interval '7 days')`;
/** When an account ends, null when nothing says so; a pending one ends with its registration. */
const account = expressionBuilder<Tables, 'account'>();
const accountEnd = sql<string | null>`coalesce(${account.ref('account.expires_at')}, ${account
  .selectFrom('registration')
  .select('registration.deadline')
  .whereRef('registration.id', '=', 'account.registration_id')})`;

/** Where the facts say a lock of an account stands; one round trip. That of an account which is no more ends at once. */
export async function readLockoutFacts(em: EntityManager, { lockoutId, accountId }: Ref): Promise<LockoutFacts> {
  const row = await tables(em)
    .selectFrom('lockout')
    .leftJoin('account', 'account.id', 'lockout.account_id')
    .select(({ eb, ref, selectFrom }) => [
      'lockout.ended_as',
      eb('lockout.told_at', 'is', null).$castTo<boolean>().as('untold'),
      eb.case().when('lockout.reminded_at', 'is', null).then(reminderAt).end().as('remind_at'),
      eb.case().when('account.id', 'is', null).then(ref('lockout.locked_at')).else(accountEnd).end().as('until'),
      sql<LockoutFacts['due']>`coalesce(${selectFrom('mail_send')
        .select(({ ref }) => sql`json_agg(${ref('mail_send.kind')} order by ${ref('mail_send.number')})`.as('kinds'))
        .whereRef('mail_send.account_id', '=', 'account.id')
        .where('mail_send.kind', 'in', lits('locked', 'locked-reminder'))
        .where('mail_send.state', 'in', lits('due', 'sending'))}, '[]')`.as('due'),
    ])
    .where('lockout.id', '=', lockoutId)
    .where('lockout.account_id', '=', accountId)
    .executeTakeFirst();
  if (!row) return { stage: 'gone', untold: false, remindAt: null, until: null, due: [] };
  if (row.ended_as) return { stage: row.ended_as, untold: false, remindAt: null, until: null, due: row.due };
  return { stage: 'locked', untold: row.untold, remindAt: iso(row.remind_at), until: iso(row.until), due: row.due };
}

const iso = (time: string | null): string | null => (time === null ? null : new Date(time).toISOString());

/** Answers whether its owner was told of nothing yet. */
export const noteOwnerTold = (tx: EntityManager, ref: Ref): Promise<boolean> =>
  changed(tx, ref, { told_at: now }, lockout('lockout.told_at', 'is', null));

/** Answers whether the reminder's time has come, for the first time. */
export const noteOwnerReminded = (tx: EntityManager, ref: Ref): Promise<boolean> =>
  changed(
    tx,
    ref,
    { reminded_at: now },
    lockout.and([lockout('lockout.reminded_at', 'is', null), lockout(reminderAt, '<=', now)]),
  );

/** Answers whether it did: only once its account has ended or is no more. */
export const endLockout = (tx: EntityManager, ref: Ref): Promise<boolean> =>
  changed(
    tx,
    ref,
    { ended_at: now, ended_as: lit('ended') },
    lockout.not(
      lockout.exists(
        lockout
          .selectFrom('account')
          .select('account.id')
          .whereRef('account.id', '=', 'lockout.account_id')
          .where(sql<boolean>`coalesce(${accountEnd} > now(), true)`),
      ),
    ),
  );

type Changes = Partial<Record<'told_at' | 'reminded_at' | 'ended_at', typeof now>> & { ended_as?: Expression<'ended'> };

/** One conditional statement on an open lock; answers whether it changed anything. */
async function changed(
  tx: EntityManager,
  { lockoutId, accountId }: Ref,
  changes: Changes,
  when: Expression<SqlBool>,
): Promise<boolean> {
  const rows = await tables(tx)
    .updateTable('lockout')
    .set(changes)
    .where('lockout.id', '=', lockoutId)
    .where('lockout.account_id', '=', accountId)
    .where('lockout.ended_at', 'is', null)
    .where(when)
    .returning('lockout.id')
    .execute();
  return rows.length > 0;
}
