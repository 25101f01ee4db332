/** The table `session`: browsers that have signed in. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Expression, expressionBuilder, sql, type SqlBool } from 'kysely';
import { lit, now } from './expressions.js';
import { insertFrom } from './insert-from.js';
import { statement } from './statement.js';
import { type Tables, tables } from './tables.js';

/** PostgreSQL intervals. */
export interface SessionLimits {
  idle: string;
  lifetime: string;
}

/** Whose a session is, as its account stands now. */
export interface SessionOwner {
  accountId: string;
  credentialsVersion: number;
  identifier: string;
  lastName: string;
  firstName: string;
  role: 'administrator' | 'user';
  siret: string;
  establishmentName: string | null;
  expiresAt: string;
  previousLoginAt: string | null;
}

export interface OpenSession extends SessionOwner {
  /** When it ends if nothing more is asked. */
  endsAt: string;
  /** Noted as seen long enough ago to be noted again. */
  isStale: boolean;
}

/** By the database's clock: the password is still the one that was given, and neither limit has passed (R22, R41). */
function isOpen({ idle, lifetime }: SessionLimits): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, 'session' | 'account'>();
  return eb.and([
    eb('session.credentials_version', '=', eb.ref('account.credentials_version')),
    eb('session.seen_at', '>', sql<string>`now() - ${idle}::interval`),
    eb('session.opened_at', '>', sql<string>`now() - ${lifetime}::interval`),
  ]);
}

/** Undefined unless it is open and its account may sign in. */
export async function readSession(
  em: EntityManager,
  idHash: string,
  limits: SessionLimits,
): Promise<OpenSession | undefined> {
  const [session] = await read(em, { idHash, ...limits });
  return session;
}

const read = statement<SessionLimits & { idHash: string }, OpenSession>((db, given) =>
  db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .leftJoin('establishment', 'establishment.siret', 'account.siret')
    .select(({ ref }) => [
      'account.id as accountId',
      'account.credentials_version as credentialsVersion',
      'account.identifier',
      'account.last_name as lastName',
      'account.first_name as firstName',
      'account.role',
      'account.siret',
      'establishment.name as establishmentName',
      ref('account.expires_at').$notNull().as('expiresAt'),
      'session.previous_login_at as previousLoginAt',
      sql<string>`least(${ref('session.seen_at')} + ${given.idle}::interval,
        ${ref('session.opened_at')} + ${given.lifetime}::interval, ${ref('account.expires_at')})`.as('endsAt'),
      sql<boolean>`${ref('session.seen_at')} < now() - least(interval '1 minute', ${given.idle}::interval / 4)`.as(
        'isStale',
      ),
    ])
    .where('session.id_hash', '=', given.idHash)
    .where('account.status', '=', lit('active'))
    .where('account.expires_at', '>', now)
    .where(isOpen(given)),
);

/** Not for a password that has been replaced since it was verified. */
export async function writeSession(
  em: EntityManager,
  idHash: string,
  { accountId, credentialsVersion, previousLoginAt }: SessionOwner,
): Promise<void> {
  const db = tables(em);
  const owner = db
    .selectFrom('account')
    .where('id', '=', accountId)
    .where('credentials_version', '=', credentialsVersion);
  await insertFrom(db, 'session', owner, ({ ref }) => ({
    id_hash: idHash,
    account_id: ref('id'),
    credentials_version: ref('credentials_version'),
    previous_login_at: previousLoginAt,
  }))
    .onConflict((oc) => oc.column('id_hash').doNothing())
    .execute();
}

export async function noteSeen(em: EntityManager, idHash: string): Promise<void> {
  await tables(em).updateTable('session').set({ seen_at: now }).where('id_hash', '=', idHash).execute();
}

export async function endSession(em: EntityManager, idHash: string): Promise<void> {
  await tables(em).deleteFrom('session').where('id_hash', '=', idHash).execute();
}

export async function endOtherSessions(tx: EntityManager, accountId: string, idHash: string): Promise<void> {
  await tables(tx).deleteFrom('session').where('account_id', '=', accountId).where('id_hash', '<>', idHash).execute();
}

/** Those of an account that are open, the newest first, fifty at most; `current`: the one with this hash. */
export const listSessions = (
  em: EntityManager,
  accountId: string,
  idHash: string,
  limits: SessionLimits,
): Promise<{ current: boolean; openedAt: string; seenAt: string }[]> =>
  tables(em)
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(({ eb }) => [
      eb('session.id_hash', '=', idHash).$castTo<boolean>().as('current'),
      'session.opened_at as openedAt',
      'session.seen_at as seenAt',
    ])
    .where('account.id', '=', accountId)
    .where(isOpen(limits))
    .orderBy('session.opened_at', 'desc')
    .limit(sql.lit(50))
    .execute();
