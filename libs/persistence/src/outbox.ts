/** The table `notice`: what journeys are still to be told. */
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  type Expression,
  type ExpressionBuilder,
  type ExpressionWrapper,
  type InsertQueryBuilder,
  type InsertResult,
  type RawBuilder,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from 'kysely';
import { crashPoint } from './crash-point.js';
import { lit, lits, now, secondsFromNow } from './expressions.js';
import { insertFrom } from './insert-from.js';
import { type Changes, type Tables, tables } from './tables.js';

/** Whom a message is for: a journey, or a request whose account is looked up behind the answer. */
export type NoticeDoor = 'registration' | LookUp | 'password-reset' | 'lockout' | 'account-mail';
type LookUp = 'reset-request' | 'renewal-request';

/** Whether the facts alone answer the message: no journey waits for it, and Temporal is not asked. */
export const isLookUp = (journey: NoticeDoor): journey is LookUp =>
  journey === 'reset-request' || journey === 'renewal-request';

/** « The facts have changed: look again », and where. */
export interface NoticeSubject {
  journey: NoticeDoor;
  /** A case number, an account's uuid, a lock's or a request's; of a renewal that concerns no account, a uuid of nothing. */
  subject: string;
  correlationId: string;
}

export interface WaitingNotice extends NoticeSubject {
  id: string;
  attempts: number;
}

/** Seconds in which api knocks on a registration itself, for a person waits there; the rest is the relay's at once. */
const hurriedFor = 3;

/** When the relay may take a message that is written now. */
const dueAt = (journey: NoticeDoor): RawBuilder<string> =>
  journey === 'registration' ? secondsFromNow(hurriedFor) : now;

/** Part of the transaction that changed the facts; answers the message's id. */
export async function writeNotice(
  em: EntityManager,
  { journey, subject, correlationId }: NoticeSubject,
): Promise<string> {
  const { id } = await tables(em)
    .insertInto('notice')
    .values({ journey, subject, correlation_id: correlationId, due_at: dueAt(journey) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Part of a statement that changes facts: one message for each row of `source`. */
export const insertMessages = <DB, TB extends keyof DB, O>(
  q: { insertInto: unknown },
  source: SelectQueryBuilder<DB, TB, O>,
  journey: NoticeDoor,
  of: (eb: ExpressionBuilder<DB, TB>) => { subject: Expression<string>; correlationId: Expression<string> | string },
): InsertQueryBuilder<Tables, 'notice', InsertResult> =>
  insertFrom(q, 'notice', source, (eb) => {
    const { subject, correlationId } = of(eb);
    return { journey: lit(journey), subject, correlation_id: correlationId, due_at: dueAt(journey) };
  });

/** One knock answers every notice written before it: « look again » says the same thing each time. */
export async function markDelivered(
  em: EntityManager,
  { journey, subject }: Pick<NoticeSubject, 'journey' | 'subject'>,
  upToId: string,
): Promise<void> {
  crashPoint('notice.before-delivered');
  await tables(em)
    .updateTable('notice')
    .set({ delivered_at: now })
    .where('journey', '=', journey)
    .where('subject', '=', subject)
    .where('id', '<=', upToId)
    .where('delivered_at', 'is', null)
    .execute();
  crashPoint('notice.after-delivered');
}

/** Told to no journey yet, and its time has come. */
const waits = (eb: ExpressionBuilder<Tables, 'notice'>): ExpressionWrapper<Tables, 'notice', SqlBool> =>
  eb.and([eb('delivered_at', 'is', null), eb('stuck_at', 'is', null), eb('due_at', '<=', now)]);

export async function someNoticeWaits(em: EntityManager): Promise<boolean> {
  const found = await tables(em).selectFrom('notice').select('id').where(waits).limit(sql.lit(1)).execute();
  return found.length > 0;
}

/**
 * Leases waiting messages, those due longest first, for `leaseSeconds`; several may be of one journey. A lease is no try: its holder
 * may die, or find Temporal away.
 */
export async function leaseNotices(
  em: EntityManager,
  { limit, leaseSeconds }: { limit: number; leaseSeconds: number },
): Promise<WaitingNotice[]> {
  return tables(em)
    .updateTable('notice')
    .set({ lease_until: secondsFromNow(leaseSeconds) })
    .where('id', 'in', (q) =>
      q
        .selectFrom('notice')
        .select('id')
        .where(waits)
        .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'journey', 'subject', 'correlation_id as correlationId', 'attempts'])
    .execute();
}

/**
 * Of a message that was not delivered: it goes behind those that wait, for `seconds`. Only what counts as a try brings it nearer to
 * `tries`, where it is stuck: shown to operators (`outboxFigures`), left to `reconcile`, and the others pass.
 */
export async function putBack(
  em: EntityManager,
  id: string,
  { isTry, tries, seconds }: { isTry: boolean; tries: number; seconds: number },
): Promise<void> {
  const added = sql.lit(isTry ? 1 : 0);
  await tables(em)
    .updateTable('notice')
    .set(
      (eb) =>
        ({
          attempts: eb('attempts', '+', added),
          lease_until: null,
          due_at: secondsFromNow(seconds),
          stuck_at: eb
            .case()
            .when(eb('attempts', '+', added), '>=', tries)
            .then(now)
            .end(),
        }) satisfies Changes<'notice'>,
    )
    .where('id', '=', id)
    .where('delivered_at', 'is', null)
    .where('stuck_at', 'is', null)
    .execute();
}

/** Newest message of each journey that was told nothing for `seconds`, stuck ones included; a thousand at most. */
export const unheardNotices = (em: EntityManager, seconds: number): Promise<WaitingNotice[]> =>
  tables(em)
    .selectFrom('notice')
    .distinctOn(['journey', 'subject'])
    .select(['id', 'journey', 'subject', 'correlation_id as correlationId', 'attempts'])
    .where('delivered_at', 'is', null)
    .where('journey', 'not in', lits('reset-request', 'renewal-request'))
    .where('created_at', '<', sql<string>`now() - make_interval(secs => ${seconds})`)
    .orderBy('journey')
    .orderBy('subject')
    .orderBy('id', 'desc')
    .limit(sql.lit(1000))
    .execute();

export interface OutboxFigures {
  waiting: number;
  stuck: number;
  /** Of the oldest that is neither delivered nor stuck; 0 when none waits. */
  oldestSeconds: number;
}

export async function outboxFigures(em: EntityManager): Promise<OutboxFigures> {
  const row = await tables(em)
    .selectFrom('notice')
    .where('delivered_at', 'is', null)
    .select(({ fn, ref }) => [
      fn.countAll<string>().filterWhere('stuck_at', 'is', null).as('waiting'),
      fn.count<string>('stuck_at').as('stuck'),
      sql<string>`coalesce(extract(epoch from now() - ${fn.min(ref('created_at')).filterWhere('stuck_at', 'is', null)}), 0)`.as(
        'oldestSeconds',
      ),
    ])
    .executeTakeFirstOrThrow();
  return { waiting: Number(row.waiting), stuck: Number(row.stuck), oldestSeconds: Number(row.oldestSeconds) };
}
