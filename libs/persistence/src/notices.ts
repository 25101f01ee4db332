import type { EntityManager } from '@mikro-orm/postgresql';
import { crashPoint } from './crash-point.js';

/** A case whose journey must look at the facts again. */
export interface NoticeSubject {
  caseNumber: string;
  correlationId: string;
}

export interface WaitingNotice {
  id: string;
  subject: string;
  correlationId: string;
  attempts: number;
}

/** Part of the transaction that changed the facts; answers the notice's id, for whoever hurries it. */
export async function writeNotice(em: EntityManager, { caseNumber, correlationId }: NoticeSubject): Promise<string> {
  const [row] = await em.execute<{ id: string }[]>(
    `insert into notice (journey, subject, correlation_id) values ('registration', ?, ?) returning id`,
    [caseNumber, correlationId],
  );
  return String(row?.id);
}

/** One knock answers every notice written before it: « look again » says the same thing each time. */
export async function markDelivered(em: EntityManager, subject: string, upToId: string): Promise<void> {
  crashPoint('notice.before-delivered');
  await em.execute(
    `update notice set delivered_at = now() where journey = 'registration' and subject = ? and id <= ? and delivered_at is null`,
    [subject, upToId],
    'run',
  );
  crashPoint('notice.after-delivered');
}

/**
 * Leases waiting notices, oldest first, for `leaseSeconds`; several may be of one journey.
 * Those younger than `minAgeSeconds` are left to whoever wrote them.
 */
export async function leaseNotices(
  em: EntityManager,
  { limit, leaseSeconds, minAgeSeconds }: { limit: number; leaseSeconds: number; minAgeSeconds: number },
): Promise<WaitingNotice[]> {
  return em.execute<WaitingNotice[]>(
    `update notice set attempts = attempts + 1, lease_until = now() + make_interval(secs => ?)
     where id in (
       select n.id from notice n
       where n.delivered_at is null and n.stuck_at is null and n.created_at < now() - make_interval(secs => ?)
         and (n.lease_until is null or n.lease_until < now())
       order by n.created_at limit ? for update skip locked)
     returning id, subject, correlation_id as "correlationId", attempts`,
    [leaseSeconds, minAgeSeconds, limit],
  );
}

/** After too many tries a notice is shown to operators and lets the others pass; `reconcile` still finds its case. */
export async function markStuck(em: EntityManager, id: string): Promise<void> {
  await em.execute(`update notice set stuck_at = now() where id = ? and delivered_at is null`, [id], 'run');
}
