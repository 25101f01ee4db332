/** The table `login_guard`: failed sign-ins and attempts in flight, of identifiers and of browsers (`docs/journeys/lockout.md`). */
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  type Expression,
  expressionBuilder,
  type InsertQueryBuilder,
  type InsertResult,
  type RawBuilder,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import { auditRow, insertAuditLines } from './audit.js';
import { anyOf, lit, now } from './expressions.js';
import { insertFrom, partsOf } from './insert-from.js';
import { lockMailDropped } from './mail-send.js';
import { insertMessages } from './outbox.js';
import { statement } from './statement.js';
import { type Changes, type Tables, tables } from './tables.js';

/** Seconds. */
const forgottenAfter = 30;

/** Where failed sign-ins of an account are counted: found by the account, and by the keys of its identifier. */
export interface GuardRows {
  accountId: string;
  /** Of the identifier, under every guard key that this process has. */
  guardKeys: readonly string[];
}

const guard = expressionBuilder<Tables, 'login_guard'>();
const pending = guard.ref('login_guard.pending');
const isDevice = guard.ref('login_guard.is_device').$castTo<SqlBool>();
const hasKey = (keys: readonly string[]) => guard('login_guard.key', '=', anyOf(keys, 'bpchar'));
/** Rows of an account, also under keys that this process does not have. */
const ofAccount = ({ accountId, guardKeys }: GuardRows) =>
  guard.or([guard('login_guard.account_id', '=', sql<string>`${accountId}::uuid`), hasKey(guardKeys)]);
const withoutAttempt = (id: string): RawBuilder<Record<string, number>> =>
  sql<Record<string, number>>`${pending} - ${id}::text`;

/** Locks rows in the one order that all keep: a browser's first, then those of the identifier. */
const inOrder = <DB extends Pick<Tables, 'login_guard'>, O>(
  rows: SelectQueryBuilder<DB, 'login_guard', O>,
): SelectQueryBuilder<DB, 'login_guard', O> =>
  rows.orderBy('login_guard.is_device', 'desc').orderBy('login_guard.key').forUpdate();

/** Locks the rows until the transaction ends. */
export async function holdGuard(tx: EntityManager, rows: GuardRows): Promise<void> {
  await inOrder(tables(tx).selectFrom('login_guard').select('login_guard.key').where(ofAccount(rows))).execute();
}

/**
 * The one place that unlocks (R27, R51), part of the transaction of what may: a completed reset, the first password, support. Clears every
 * counter and lock of the account, under every guard key; ends its locks and tells their journeys; drops mail that tells of them.
 * The transaction holds the guard (`holdGuard`), then the account.
 */
export async function unlockAccount(
  tx: EntityManager,
  rows: GuardRows,
  { actor, address, correlationId }: { actor: 'person' | 'system'; address?: string; correlationId: string },
): Promise<void> {
  const { accountId, guardKeys } = rows;
  const q = tables(tx)
    .with('devices', (q) =>
      q.deleteFrom('login_guard').where('account_id', '=', accountId).where('is_device', '=', sql.lit(true)),
    )
    .with('guard', (q) =>
      q
        .updateTable('login_guard')
        .set({ failures: 0, pending: sql<Record<string, number>>`'{}'`, locked_at: null, touched_at: now })
        .where('is_device', '=', sql.lit(false))
        .where(ofAccount(rows)),
    )
    .with('dropped', (q) => lockMailDropped(q, accountId))
    .with('lock', (q) =>
      q
        .updateTable('lockout')
        .set({ ended_at: now, ended_as: lit('unlocked') })
        .where(({ eb, or }) => or([eb('account_id', '=', accountId), eb('guard_key', '=', anyOf(guardKeys, 'bpchar'))]))
        .where('ended_at', 'is', null)
        .returning('id'),
    )
    .with('heard', (q) =>
      insertMessages(q, q.selectFrom('lock'), 'lockout', ({ cast }) => ({
        subject: cast<string>('lock.id', 'text'),
        correlationId,
      })),
    );
  await insertAuditLines(q, partsOf(q).selectFrom('lock'), () => ({
    event: 'identifier.unlocked',
    actor,
    subject: accountId,
    outcome: 'unlocked',
    address: address ?? null,
    correlationId,
  })).execute();
}

/** What a verification needs, and what is told of the person who signs in. */
export interface GuardedAccount {
  id: string;
  identifier: string;
  lastName: string;
  firstName: string;
  email: string;
  role: 'administrator' | 'user';
  siret: string;
  establishmentName: string | null;
  /** Null while its password is to be created. */
  passwordHash: string | null;
  credentialsVersion: number;
  hasExpired: boolean;
  lastLoginAt: string | null;
}

export interface NewAttempt {
  id: string;
  identifier: string;
  /** Of the identifier's row, one for each guard key. */
  guardKeys: readonly string[];
  /** What the device cookie says: whose, of which version of the credentials, since when (epoch, seconds), and its own row's key. */
  device: { accountId: string; credentialsVersion: number; at: number; guardKey: string } | undefined;
  /** A PostgreSQL interval. */
  deviceLifetime: string;
  /** Failures that lock. */
  lockingFailures: number;
  /** Where failures of the address are counted, and from how many on nothing is verified. */
  address: { key: string; most: number };
}

export interface Reserved {
  reserved: boolean;
  byDevice: boolean;
  locked: boolean;
  throttled: boolean;
  account: GuardedAccount | null;
}

/** Attempts in flight that are not forgotten. */
const inFlight = sql`jsonb_each(${pending}) as p(id, began) where began::text::float8 > extract(epoch from now()) - ${sql.lit(forgottenAfter)}`;
/** Another attempt may be made. */
const admits = (lockingFailures: number): Expression<SqlBool> =>
  guard.and([
    guard('login_guard.locked_at', 'is', null),
    sql<boolean>`${guard.ref('login_guard.failures')} + (select count(*) from ${inFlight}) < ${lockingFailures}`,
  ]);
/** The pending attempts with another one, which is the new row's. */
const pendingToo = sql<
  Record<string, number>
>`(select coalesce(jsonb_object_agg(id, began), '{}') from ${inFlight}) || excluded.pending`;
const begunNow = (id: string): RawBuilder<Record<string, number>> =>
  sql<Record<string, number>>`jsonb_build_object(${id}::text, extract(epoch from now()))`;

/**
 * One statement, the same for identifiers that no account has (R25, R32), and with a device cookie or without. A browser that knows the
 * account is admitted by its own row, else by the identifier's; either way the attempt is noted on both.
 */
export async function reserveAttempt(
  em: EntityManager,
  { device, address, ...attempt }: NewAttempt,
): Promise<Reserved> {
  const [reserved] = await reserve(em, {
    ...attempt,
    deviceAccount: device?.accountId ?? null,
    deviceVersion: device?.credentialsVersion ?? null,
    deviceAt: device?.at ?? null,
    deviceKey: device?.guardKey ?? null,
    addressKey: address.key,
    addressMost: address.most,
  });
  return reserved as Reserved;
}

interface Reservation extends Omit<NewAttempt, 'device' | 'address'> {
  deviceAccount: string | null;
  deviceVersion: number | null;
  deviceAt: number | null;
  deviceKey: string | null;
  addressKey: string;
  addressMost: number;
}

const reserve = statement<Reservation, Reserved>((db, given) => {
  const { id, identifier, guardKeys, lockingFailures, deviceKey } = given;
  return db
    .with('address', (q) =>
      q.selectNoFrom(({ selectFrom }) =>
        sql<boolean>`coalesce(${selectFrom('rate_limit')
          .select('rate_limit.points')
          .where('rate_limit.key', '=', given.addressKey)
          .where(sql<boolean>`expire > extract(epoch from now()) * 1000`)}, 0) >= ${given.addressMost}::int`.as(
          'throttled',
        ),
      ),
    )
    .with('known', (q) =>
      q
        .selectFrom('account')
        .leftJoin('establishment', 'establishment.siret', 'account.siret')
        .select(({ ref }) => [
          'account.id',
          jsonBuildObject({
            id: ref('account.id'),
            identifier: ref('account.identifier'),
            lastName: ref('account.last_name'),
            firstName: ref('account.first_name'),
            email: ref('account.email'),
            role: ref('account.role'),
            siret: ref('account.siret'),
            establishmentName: ref('establishment.name'),
            passwordHash: ref('account.password_hash'),
            credentialsVersion: ref('account.credentials_version'),
            hasExpired: sql<boolean>`coalesce(${ref('account.expires_at')} <= now(), false)`,
            lastLoginAt: ref('account.last_login_at'),
          }).as('account'),
          sql<boolean>`coalesce(${ref('account.id')} = ${given.deviceAccount}::uuid
            and ${ref('account.credentials_version')} = ${given.deviceVersion}::int
            and to_timestamp(${given.deviceAt}::float8) > now() - ${given.deviceLifetime}::interval, false)`.as(
            'by_device',
          ),
        ])
        .where('account.identifier', '=', identifier),
    )
    .with('own', (q) =>
      insertFrom(
        q,
        'login_guard',
        q
          .selectFrom(['address', 'known'])
          .where('address.throttled', '=', sql.lit(false))
          .where('known.by_device', '=', sql.lit(true)),
        ({ ref }) => ({
          key: sql<string>`${deviceKey}::text`,
          account_id: ref('known.id'),
          is_device: sql.lit(true),
          pending: begunNow(id),
        }),
      )
        .onConflict((oc) =>
          oc.column('key').doUpdateSet({ touched_at: now, pending: pendingToo }).where(admits(lockingFailures)),
        )
        .returning('key'),
    )
    .with('reserved', (q) =>
      insertFrom(
        q,
        'login_guard',
        q
          .selectFrom([
            'address',
            q
              .selectFrom('own')
              .select(({ fn }) => fn.countAll().as('count'))
              .as('first'),
            sql<{ key: string }>`unnest(${guardKeys}::text[])`.as<'common'>(sql`common(key)`),
          ])
          .where('address.throttled', '=', sql.lit(false))
          .orderBy('common.key'),
        ({ ref, selectFrom }) => ({
          key: ref('common.key'),
          account_id: selectFrom('known').select('known.id').$asScalar(),
          pending: begunNow(id),
        }),
      )
        .onConflict((oc) =>
          oc
            .column('key')
            .doUpdateSet(
              ({ ref }) =>
                ({
                  touched_at: now,
                  account_id: ref('excluded.account_id'),
                  pending: pendingToo,
                }) satisfies Changes<'login_guard'>,
            )
            .where(({ or }) =>
              or([sql<boolean>`exists (${q.selectFrom('own').select('own.key')})`, admits(lockingFailures)]),
            ),
        )
        .returning('key'),
    )
    .selectFrom('address')
    .select(({ selectFrom, exists, not, and }) => [
      sql<boolean>`${selectFrom('reserved').select(({ fn }) => fn.countAll().as('count'))} = cardinality(${guardKeys}::text[])`.as(
        'reserved',
      ),
      exists(selectFrom('known').select('known.id').where('known.by_device', '=', sql.lit(true)))
        .$castTo<boolean>()
        .as('byDevice'),
      'address.throttled',
      and([
        exists(
          selectFrom('login_guard')
            .select('login_guard.key')
            .where(hasKey(guardKeys))
            .where('locked_at', 'is not', null),
        ),
        not(
          exists(
            selectFrom('known')
              .leftJoin('login_guard', (join) => join.on('login_guard.key', '=', sql<string>`${deviceKey}::text`))
              .select('known.id')
              .where('known.by_device', '=', sql.lit(true))
              .where('login_guard.locked_at', 'is', null),
          ),
        ),
      ])
        .$castTo<boolean>()
        .as('locked'),
      selectFrom('known').select('known.account').as('account'),
    ]);
});

/** One attempt that has verified a password. */
export interface ReservedAttempt {
  id: string;
  guardKeys: readonly string[];
  /** Of the row of the browser that asks, when it knows this account. */
  deviceKey: string | undefined;
  accountId: string | undefined;
  address: string;
  correlationId: string;
}

const rowsOf = ({ guardKeys, deviceKey }: ReservedAttempt): readonly string[] =>
  deviceKey === undefined ? guardKeys : [...guardKeys, deviceKey];

/** A row of the library that counts what addresses ask for: its table, its clock in epoch milliseconds. */
const spendOne = (
  q: { insertInto: unknown },
  spent: { key: string; seconds: number },
): InsertQueryBuilder<Tables, 'rate_limit', InsertResult> =>
  (q as ReturnType<typeof tables>)
    .insertInto('rate_limit')
    .values({
      key: spent.key,
      points: sql.lit(1),
      expire: sql<string>`(extract(epoch from now()) + ${spent.seconds}) * 1000`,
    })
    .onConflict((oc) =>
      oc.column('key').doUpdateSet(({ eb, ref }) => {
        const lasts = sql<boolean>`${ref('rate_limit.expire')} > extract(epoch from now()) * 1000`;
        return {
          points: eb
            .case()
            .when(lasts)
            .then(eb('rate_limit.points', '+', sql.lit(1)))
            .else(sql.lit(1))
            .end(),
          expire: eb.case().when(lasts).then(ref('rate_limit.expire')).else(ref('excluded.expire')).end(),
        } satisfies Changes<'rate_limit'>;
      }),
    );

export interface Settled {
  /** Of the rows that the attempt was admitted by; null when its reservation is gone. */
  locked: boolean | null;
  failures: number | null;
}

/**
 * Counts the failure, on the identifier's row and the browser's own. The failure that locks the identifier writes the message (F10). One
 * whose reservation is gone, for a reset came meanwhile, counts against no row (R27).
 */
export async function settleFailedAttempt(
  em: EntityManager,
  attempt: ReservedAttempt,
  { lockingFailures, spent }: { lockingFailures: number; spent: { key: string; seconds: number } },
): Promise<Settled> {
  const { id, guardKeys, accountId, address, correlationId } = attempt;
  const [settled] = await settleFailed(em, {
    ...{ id, address, correlationId, lockingFailures },
    rows: rowsOf(attempt),
    guardKey: guardKeys[0] ?? '',
    accountId: accountId ?? null,
    subject: accountId ?? 'unknown',
    spentKey: spent.key,
    spentSeconds: spent.seconds,
  });
  return settled as Settled;
}

interface Failure extends Pick<ReservedAttempt, 'id' | 'address' | 'correlationId'> {
  rows: readonly string[];
  guardKey: string;
  accountId: string | null;
  subject: string;
  lockingFailures: number;
  spentKey: string;
  spentSeconds: number;
}

const settleFailed = statement<Failure, Settled>((db, given) => {
  const { id, address, correlationId, lockingFailures } = given;
  return db
    .with('held', (q) => inOrder(q.selectFrom('login_guard').select('login_guard.key').where(hasKey(given.rows))))
    .with('settled', (q) =>
      q
        .updateTable('login_guard')
        .from('held')
        .set(({ eb, fn, ref }) => {
          const failures = eb('login_guard.failures', '+', sql.lit(1));
          return {
            pending: withoutAttempt(id),
            failures,
            touched_at: now,
            locked_at: eb
              .case()
              .when(failures, '>=', lockingFailures)
              .then(fn.coalesce('login_guard.locked_at', now))
              .else(ref('login_guard.locked_at'))
              .end(),
          } satisfies Changes<'login_guard'>;
        })
        .whereRef('login_guard.key', '=', 'held.key')
        .where(sql<boolean>`jsonb_exists(${pending}, ${id})`)
        .returning(({ eb, ref }) => [
          'login_guard.is_device',
          'login_guard.failures',
          eb('login_guard.locked_at', 'is not', null).$castTo<boolean>().as('locked'),
          sql<boolean>`coalesce(${ref('login_guard.locked_at')} = now(), false)`.as('locks'),
        ]),
    )
    .with('lock', (q) =>
      insertFrom(
        q,
        'lockout',
        q
          .selectFrom('settled')
          .where('settled.is_device', '=', sql.lit(false))
          .having(sql<boolean>`bool_or(locks) and not bool_or(locked and not locks)`),
        () => ({
          guard_key: given.guardKey,
          account_id: sql<string | null>`${given.accountId}::uuid`,
          correlation_id: correlationId,
        }),
      )
        .onConflict((oc) => oc.doNothing())
        .returning('id'),
    )
    .with('told', (q) =>
      insertMessages(q, q.selectFrom('lock'), 'lockout', ({ cast }) => ({
        subject: cast<string>('lock.id', 'text'),
        correlationId,
      })),
    )
    .with('spent', (q) => spendOne(q, { key: given.spentKey, seconds: given.spentSeconds }))
    .with('line', (q) =>
      insertAuditLines(
        q,
        q.selectFrom(
          q
            .selectNoFrom([
              sql<string>`'sign-in.refused'`.as('event'),
              sql<string>`'person'`.as('actor'),
              sql<string>`'credentials-refused'`.as('outcome'),
            ])
            .unionAll(
              q
                .selectFrom('lock')
                .select([
                  sql<string>`'identifier.locked'`.as('event'),
                  sql<string>`'system'`.as('actor'),
                  sql<string>`'locked'`.as('outcome'),
                ]),
            )
            .unionAll(
              q
                .selectFrom('settled')
                .select([
                  sql<string>`'browser.locked'`.as('event'),
                  sql<string>`'system'`.as('actor'),
                  sql<string>`'locked'`.as('outcome'),
                ])
                .where('settled.is_device', '=', sql.lit(true))
                .where('settled.locks', '=', sql.lit(true)),
            )
            .as('lines'),
        ),
        ({ ref }) => ({
          event: ref('lines.event'),
          actor: ref('lines.actor'),
          subject: given.subject,
          outcome: ref('lines.outcome'),
          address,
          correlationId,
        }),
      ),
    )
    .selectFrom('settled')
    .select([
      sql<boolean | null>`bool_or(locked) filter (where not is_device)
        and coalesce(bool_and(locked) filter (where is_device), true)`.as('locked'),
      sql<number | null>`coalesce(max(failures) filter (where is_device), max(failures))`.as('failures'),
    ]);
});

export interface Accepted {
  expiresAt: string;
  /** Epoch, seconds. */
  at: number;
}

/** The credentials that were verified, and PostgreSQL intervals. */
export interface Verified {
  accountId: string;
  credentialsVersion: number;
  accountLifetime: string;
  sessionIdle: string;
  sessionLifetime: string;
}

/**
 * The right password of an account that may sign in: counters cleared, end moved. Conditional on the credentials that were verified, so
 * that a password set meanwhile wins; then the answer is undefined. A lock of the identifier stays: only what unlocks lifts it (R51).
 * Rows under keys that other processes have are cleared too.
 */
export async function settleAcceptedAttempt(
  em: EntityManager,
  attempt: ReservedAttempt,
  verified: Verified,
): Promise<Accepted | undefined> {
  const [accepted] = await settleAccepted(em, { ...attempt, ...verified, rows: rowsOf(attempt) });
  return accepted;
}

type Success = Omit<ReservedAttempt, 'accountId'> & Verified & { rows: readonly string[] };

const settleAccepted = statement<Success, Accepted>((db, given) => {
  const { id, guardKeys, address, correlationId, accountId, credentialsVersion } = given;
  return db
    .with('held', (q) =>
      inOrder(
        q
          .selectFrom('login_guard')
          .select(({ eb, and }) => [
            'login_guard.key',
            'login_guard.is_device',
            and([eb('login_guard.locked_at', 'is', null), sql<boolean>`jsonb_exists(${pending}, ${id})`]).as('opens'),
            hasKey(guardKeys).as('is_common'),
          ])
          .where(({ eb, or, and }) =>
            or([
              hasKey(given.rows),
              and([
                eb('login_guard.account_id', '=', sql<string>`${accountId}::uuid`),
                eb('login_guard.is_device', '=', sql.lit(false)),
              ]),
            ]),
          ),
      ),
    )
    .with('known', (q) =>
      q
        .updateTable('account')
        .set({ last_login_at: now, expires_at: sql<string>`now() + ${given.accountLifetime}::interval` })
        .where('id', '=', accountId)
        .where('credentials_version', '=', credentialsVersion)
        .where('status', '=', lit('active'))
        .where('expires_at', '>', now)
        .where(
          ({ selectFrom }) =>
            sql<boolean>`${selectFrom('held').select(
              sql<boolean>`coalesce(bool_or(opens) filter (where is_device), false)
              or coalesce(bool_and(opens) filter (where is_common), false)`.as('opens'),
            )}`,
        )
        .returning(['id', 'expires_at']),
    )
    .with('released', (q) =>
      q
        .updateTable('login_guard')
        .from('held')
        .set({ pending: withoutAttempt(id) })
        .whereRef('login_guard.key', '=', 'held.key')
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom('known').select('known.id')))),
    )
    .with('cleared', (q) =>
      q
        .updateTable('login_guard')
        .from(['held', 'known'])
        .set(
          ({ ref }) =>
            ({
              pending: withoutAttempt(id),
              failures: sql<number>`case when ${isDevice} or ${ref('login_guard.locked_at')} is null then 0
            else ${ref('login_guard.failures')} end`,
              locked_at: sql<string | null>`case when ${isDevice} then null else ${ref('login_guard.locked_at')} end`,
            }) satisfies Changes<'login_guard'>,
        )
        .whereRef('login_guard.key', '=', 'held.key'),
    )
    .with('swept', (q) =>
      q
        .deleteFrom('session')
        .where('account_id', '=', accountId)
        .where(({ eb, or }) =>
          or([
            eb('credentials_version', '<>', credentialsVersion),
            eb('seen_at', '<', sql<string>`now() - ${given.sessionIdle}::interval`),
            eb('opened_at', '<', sql<string>`now() - ${given.sessionLifetime}::interval`),
          ]),
        ),
    )
    .with('line', (q) =>
      insertAuditLines(
        q,
        q
          .selectFrom(q.selectNoFrom(sql<string>`${accountId}::text`.as('id')).as('verified'))
          .leftJoin('known', (join) => join.onTrue()),
        ({ ref }) => ({
          event: sql<string>`case when ${ref('known.id')} is null then 'sign-in.refused' else 'sign-in.accepted' end`,
          actor: 'person',
          subject: ref('verified.id'),
          outcome: sql<string>`case when ${ref('known.id')} is null then 'overtaken' else 'signed-in' end`,
          address,
          correlationId,
        }),
      ),
    )
    .selectFrom('known')
    .select(({ ref }) => [
      ref('known.expires_at').$notNull().as('expiresAt'),
      sql<number>`floor(extract(epoch from now()))::int`.as('at'),
    ]);
});

/** Gives the reservation back: neither a failure nor a sign-in. */
export async function releaseAttempt(em: EntityManager, attempt: ReservedAttempt, outcome: string): Promise<void> {
  const { id, accountId, address, correlationId } = attempt;
  await tables(em)
    .with('held', (q) =>
      inOrder(
        q
          .selectFrom('login_guard')
          .select('login_guard.key')
          .where(hasKey(rowsOf(attempt))),
      ),
    )
    .with('released', (q) =>
      q
        .updateTable('login_guard')
        .from('held')
        .set({ pending: withoutAttempt(id) })
        .whereRef('login_guard.key', '=', 'held.key'),
    )
    .insertInto('audit_event')
    .values(
      auditRow({
        event: 'sign-in.refused',
        actor: 'person',
        subject: accountId ?? 'unknown',
        outcome,
        address,
        correlationId,
      }),
    )
    .execute();
}

/** While keys rotate: what was counted under one of them counts under each, also what a process that has fewer of them has counted. */
export async function bringGuardKeysInStep(em: EntityManager, guardKeys: readonly string[]): Promise<void> {
  const q = tables(em)
    .with('held', (q) =>
      q
        .selectFrom('login_guard')
        .select(['account_id', 'failures', 'locked_at', 'touched_at'])
        .where(hasKey(guardKeys))
        .orderBy('key')
        .forUpdate(),
    )
    .with('newest', (q) =>
      q
        .selectFrom('held')
        .select(({ fn, ref }) => [
          sql<string | null>`max(${ref('held.account_id')}::text)::uuid`.as('account_id'),
          fn.max('held.failures').as('failures'),
          fn.min('held.locked_at').as('locked_at'),
          fn.max('held.touched_at').as('touched_at'),
        ])
        .having(sql<boolean>`count(*) > 0`),
    );
  const common = sql<{ key: string }>`unnest(${guardKeys}::text[])`.as<'common'>(sql`common(key)`);
  await insertFrom(q, 'login_guard', partsOf(q).selectFrom(['newest', common]).orderBy('common.key'), ({ ref }) => ({
    key: ref('common.key'),
    account_id: ref('newest.account_id'),
    failures: ref('newest.failures'),
    locked_at: ref('newest.locked_at'),
    touched_at: ref('newest.touched_at'),
  }))
    .onConflict((oc) =>
      oc
        .column('key')
        .doUpdateSet(
          ({ ref }) =>
            ({
              failures: sql<number>`greatest(${ref('login_guard.failures')}, ${ref('excluded.failures')})`,
              locked_at: sql<string | null>`coalesce(${ref('login_guard.locked_at')}, ${ref('excluded.locked_at')})`,
            }) satisfies Changes<'login_guard'>,
        )
        .where(({ eb, or, and, ref }) =>
          or([
            eb('login_guard.failures', '<', ref('excluded.failures')),
            and([eb('login_guard.locked_at', 'is', null), eb('excluded.locked_at', 'is not', null)]),
          ]),
        ),
    )
    .execute();
}
