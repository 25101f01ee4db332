import {
  audit,
  canResendAt,
  countsForLimits,
  holdRegistration,
  makeAccountMailDue,
  makeAnotherMailDue,
  type ResendLimit,
  writeNotice,
} from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';

export interface ResetLimits extends ResendLimit {
  /** `text`: a PostgreSQL interval. */
  resetLinkLifetime: { text: string };
}

type Outcome = 'unknown' | 'limited' | 'reset' | 'account-expired' | 'registration';
interface Request {
  identifier: string | null;
  address: string;
  correlation_id: string;
  is_handled: boolean;
}
interface Holder {
  id: string;
  registration_id: string | null;
  status: 'pending' | 'active';
  has_expired: boolean;
}

/**
 * Looks up, behind the answer, whose reset was asked for, and decides what is mailed; once, however often it is called.
 * Two requests for one account are taken one after the other; one that is past a limit changes nothing (R23, R28). A limit counts mail
 * since the person last came back in by a link: what strangers asked for keeps no one from asking again (R50).
 */
export const takeResetRequest = (em: EntityManager, requestId: string, limits: ResetLimits): Promise<void> =>
  em.transactional(async (tx) => {
    const [request] = await tx.execute<Request[]>(
      `select identifier, address, correlation_id, handled_at is not null as is_handled from reset_request where id = ? for update`,
      [requestId],
    );
    if (!request || request.is_handled) return;
    const { correlation_id: correlationId, address } = request;
    const holder = await holderOf(tx, request);
    const outcome = holder ? await decided(tx, holder, correlationId, limits) : 'unknown';
    await tx.execute(
      `update reset_request set outcome = ?, account_id = ?, handled_at = now() where id = ?`,
      [outcome, holder?.id ?? null, requestId],
      'run',
    );
    const line = { event: 'password-reset.asked', actor: 'person', subject: holder?.id ?? 'unknown', outcome };
    await audit(tx, { ...line, address, correlationId });
  });

async function holderOf(tx: EntityManager, { identifier }: Request): Promise<Holder | undefined> {
  if (identifier === null) return undefined;
  const select = `select id, registration_id, status, coalesce(expires_at <= now(), false) as has_expired from account`;
  const [found] = await tx.execute<Holder[]>(`${select} where identifier = ?`, [identifier]);
  if (!found) return undefined;
  await holdRegistration(tx, found.registration_id);
  const [held] = await tx.execute<Holder[]>(`${select} where id = ? for update`, [found.id]);
  return held;
}

async function decided(
  tx: EntityManager,
  holder: Holder,
  correlationId: string,
  limits: ResetLimits,
): Promise<Outcome> {
  if (holder.status === 'pending') return askedOfRegistration(tx, holder, correlationId, limits);
  if (holder.has_expired) {
    if (await isLimited(tx, holder, 'account-expired', '24 hours', 1)) return 'limited';
    await makeAccountMailDue(tx, holder.id, 'account-expired');
    await writeNotice(tx, { journey: 'account-mail', subject: holder.id, correlationId });
    return 'account-expired';
  }
  if (await isLimited(tx, holder, 'reset', limits.resendInterval.text, limits.resendsPerDay)) return 'limited';
  await tx.execute(
    `insert into password_reset (account_id, correlation_id, deadline) values (?, ?, now() + ?::interval)
     on conflict (account_id) where state = 'open' do update set deadline = excluded.deadline`,
    [holder.id, correlationId, limits.resetLinkLifetime.text],
    'run',
  );
  await makeAccountMailDue(tx, holder.id, 'reset');
  await writeNotice(tx, { journey: 'password-reset', subject: holder.id, correlationId });
  return 'reset';
}

/** Whose first password is still to be created has a creation mail sent again, within that mail's own limits. */
async function askedOfRegistration(
  tx: EntityManager,
  { registration_id: id }: Holder,
  correlationId: string,
  limits: ResetLimits,
): Promise<Outcome> {
  const [row] = await tx.execute<{ case_number: string; may: boolean }[]>(
    `select r.case_number, coalesce(${canResendAt(limits)} <= now(), false) as may from registration r where r.id = ?`,
    [id],
  );
  if (!row?.may || id === null) return 'limited';
  await makeAnotherMailDue(tx, id);
  await writeNotice(tx, { journey: 'registration', subject: row.case_number, correlationId });
  return 'registration';
}

async function isLimited(
  tx: EntityManager,
  { id }: Holder,
  kind: 'reset' | 'account-expired',
  interval: string,
  perDay: number,
): Promise<boolean> {
  const [row] = await tx.execute<[{ limited: boolean }]>(
    `select coalesce(max(due_at) > now() - ?::interval, false)
       or count(*) filter (where due_at > now() - interval '24 hours') >= ? as limited
     from mail_send m where account_id = ? and kind = ? and ${countsForLimits}`,
    [interval, perDay, id, kind],
  );
  return row.limited;
}
