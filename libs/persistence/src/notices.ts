import type { EntityManager } from '@mikro-orm/postgresql';
import { crashPoint } from './crash-point.js';

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
export const hurriedFor = 3;

/** Part of the transaction that changed the facts; answers the notice's id, for whoever hurries it. */
export async function writeNotice(
  em: EntityManager,
  { journey, subject, correlationId }: NoticeSubject,
): Promise<string> {
  const [row] = await em.execute<{ id: string }[]>(
    `insert into notice (journey, subject, correlation_id, due_at) values (?, ?, ?, now() + make_interval(secs => ?))
     returning id`,
    [journey, subject, correlationId, journey === 'registration' ? hurriedFor : 0],
  );
  return String(row?.id);
}

/** One knock answers every notice written before it: « look again » says the same thing each time. */
export async function markDelivered(
  em: EntityManager,
  { journey, subject }: Pick<NoticeSubject, 'journey' | 'subject'>,
  upToId: string,
): Promise<void> {
  crashPoint('notice.before-delivered');
  await em.execute(
    `update notice set delivered_at = now() where journey = ? and subject = ? and id <= ? and delivered_at is null`,
    [journey, subject, upToId],
    'run',
  );
  crashPoint('notice.after-delivered');
}

/** SQL: notices that nobody has heard and whose time has come. */
const waiting = `delivered_at is null and stuck_at is null and due_at <= now()`;

export async function someNoticeWaits(em: EntityManager): Promise<boolean> {
  return (await em.execute<unknown[]>(`select 1 from notice where ${waiting} limit 1`)).length > 0;
}

/**
 * Leases waiting messages, those due longest first, for `leaseSeconds`; several may be of one journey. A lease is no try: its holder
 * may die, or find Temporal away.
 */
export async function leaseNotices(
  em: EntityManager,
  { limit, leaseSeconds }: { limit: number; leaseSeconds: number },
): Promise<WaitingNotice[]> {
  return em.execute<WaitingNotice[]>(
    `update notice set lease_until = now() + make_interval(secs => ?)
     where id in (
       select id from notice where ${waiting} and (lease_until is null or lease_until < now())
       order by due_at limit ? for update skip locked)
     returning id, journey, subject, correlation_id as "correlationId", attempts`,
    [leaseSeconds, limit],
  );
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
  const added = isTry ? 1 : 0;
  await em.execute(
    `update notice set attempts = attempts + ?, lease_until = null, due_at = now() + make_interval(secs => ?),
       stuck_at = case when attempts + ? >= ? then now() end
     where id = ? and delivered_at is null and stuck_at is null`,
    [added, seconds, added, tries, id],
    'run',
  );
}

/** Newest message of each journey that was told nothing for `seconds`, stuck ones included; a thousand at most. */
export const unheardNotices = (em: EntityManager, seconds: number): Promise<WaitingNotice[]> =>
  em.execute<WaitingNotice[]>(
    `select distinct on (journey, subject) id, journey, subject, correlation_id as "correlationId", attempts
     from notice where delivered_at is null and journey not in ('reset-request', 'renewal-request')
       and created_at < now() - make_interval(secs => ?)
     order by journey, subject, id desc limit 1000`,
    [seconds],
  );

export interface OutboxFigures {
  waiting: number;
  stuck: number;
  /** Of the oldest that is neither delivered nor stuck; 0 when none waits. */
  oldestSeconds: number;
}

export async function outboxFigures(em: EntityManager): Promise<OutboxFigures> {
  const [row] = await em.execute<[Record<keyof OutboxFigures, string>]>(
    `select count(*) filter (where stuck_at is null) as waiting, count(stuck_at) as stuck,
       coalesce(extract(epoch from now() - min(created_at) filter (where stuck_at is null)), 0) as "oldestSeconds"
     from notice where delivered_at is null`,
  );
  return { waiting: Number(row.waiting), stuck: Number(row.stuck), oldestSeconds: Number(row.oldestSeconds) };
}
