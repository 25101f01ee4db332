import type { EntityManager } from '@mikro-orm/postgresql';

/** How often a person may have another mail (R23). */
export interface ResendLimit {
  /** `text`: a PostgreSQL interval. */
  resendInterval: { text: string };
  resendsPerDay: number;
}

/** Creation mails of `r` that somebody asked for: the first of all, number 0, is the journey's own. */
const asked = `mail_send m where m.registration_id = r.id and m.kind = 'creation' and m.number > 0`;
const today = `m.due_at > now() - interval '24 hours'`;
/** Correcting the address makes a mail too: it counts in the day, but the next may be asked for at once. */
const corrected = `exists (select from mail_send c
  where c.registration_id = r.id and c.kind = 'address-changed' and c.number = m.number)`;

/** SQL: when the oldest of the last `resendsPerDay` mails leaves the window of 24 hours; null while they are fewer. */
const oneLess = ({ resendsPerDay }: ResendLimit): string =>
  `((select m.due_at from ${asked} and ${today} order by m.due_at desc offset ${resendsPerDay - 1} limit 1) + interval '24 hours')`;

/**
 * SQL: from when on registration `r` may have another mail, null when it cannot (R23). The facts alone decide, so it
 * holds after a restart and for all processes. The first one may be asked for at once.
 */
export const canResendAt = (limit: ResendLimit): string => `(
  case when r.status = 'awaiting-password' and r.blocked_reason is null then greatest(
    r.received_at,
    (select max(m.due_at) from ${asked} and not ${corrected}) + interval '${limit.resendInterval.text}',
    ${oneLess(limit)})
  end)`;

/** Seconds until a day's mails are no longer used up; undefined when one is left. */
export async function secondsUntilOneLess(
  tx: EntityManager,
  id: string,
  limit: ResendLimit,
): Promise<number | undefined> {
  const [row] = await tx.execute<[{ wait: number | null }]>(
    `select ceil(extract(epoch from ${oneLess(limit)} - now()))::int as wait from registration r where r.id = ?`,
    [id],
  );
  return row.wait ?? undefined;
}

/**
 * SQL: message `m` about an account counts against what may be asked for. Not one from before the person last came back in by a link, with a
 * completed reset or the first password: a stranger can do neither (R28, R50). By numbers, which the account's lock puts in order.
 */
export const countsForLimits = `m.number > (select a.recovered_mail_number from account a where a.id = m.account_id)`;
