/** How often a person may have another creation mail (R23). The facts alone decide, so it holds after a restart and for all processes. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Expression, expressionBuilder, type RawBuilder, sql } from 'kysely';
import { ago, lit } from './expressions.js';
import { type Tables, tables } from './tables.js';

export interface ResendLimit {
  /** `text`: a PostgreSQL interval. */
  resendInterval: { text: string };
  resendsPerDay: number;
}

const registration = expressionBuilder<Tables, 'registration'>();

/** Creation mails of the registration that were asked for: the first of all, number 0, is the journey's own. */
const asked = registration
  .selectFrom('mail_send')
  .whereRef('mail_send.registration_id', '=', 'registration.id')
  .where('mail_send.kind', '=', lit('creation'))
  .where('mail_send.number', '>', sql.lit(0));

/** Correcting the address makes a mail too: it counts in the day, but the next may be asked for at once. */
const lastAsked = asked
  .where(({ not, exists, selectFrom }) =>
    not(
      exists(
        selectFrom('mail_send as corrected')
          .select('corrected.id')
          .whereRef('corrected.registration_id', '=', 'registration.id')
          .where('corrected.kind', '=', lit('address-changed'))
          .whereRef('corrected.number', '=', 'mail_send.number'),
      ),
    ),
  )
  .select(({ fn }) => fn.max('mail_send.due_at').as('at'));

/** When the oldest of the last `resendsPerDay` mails leaves the window of 24 hours; null while they are fewer. */
const oneLess = ({ resendsPerDay }: ResendLimit): Expression<string | null> =>
  sql<string | null>`(${asked
    .where('mail_send.due_at', '>', ago('24 hours'))
    .select('mail_send.due_at')
    .orderBy('mail_send.due_at', 'desc')
    .offset(sql.lit(resendsPerDay - 1))
    .limit(sql.lit(1))} + interval '24 hours')`;

/** From when on a registration may have another mail, null when it cannot. The first one may be asked for at once. */
export const canResendAt = (limit: ResendLimit): RawBuilder<string | null> => {
  const { ref, eb, and } = registration;
  const isOpen = and([
    eb('registration.status', '=', lit('awaiting-password')),
    eb('registration.blocked_reason', 'is', null),
  ]);
  return sql<string | null>`(case when ${isOpen} then greatest(${ref('registration.received_at')},
    ${lastAsked} + interval ${sql.lit(limit.resendInterval.text)}, ${oneLess(limit)}) end)`;
};

/** Seconds until a day's mails are no longer used up; undefined when one is left. */
export async function secondsUntilOneLess(
  tx: EntityManager,
  id: string,
  limit: ResendLimit,
): Promise<number | undefined> {
  const { wait } = await tables(tx)
    .selectFrom('registration')
    .select(sql<number | null>`ceil(extract(epoch from ${oneLess(limit)} - now()))::int`.as('wait'))
    .where('registration.id', '=', id)
    .executeTakeFirstOrThrow();
  return wait ?? undefined;
}

/** From when on, and in how many whole seconds, by the database's clock; of a case that waits for its password and is not blocked. */
export const readResendable = (
  tx: EntityManager,
  id: string,
  limit: ResendLimit,
): Promise<{ at: string; wait: number }> =>
  tables(tx)
    .selectFrom((q) =>
      q
        .selectFrom('registration')
        .select(canResendAt(limit).as('at'))
        .where('registration.id', '=', id)
        .as('resendable'),
    )
    .select(({ ref }) => [
      ref('resendable.at').$notNull().as('at'),
      sql<number>`ceil(extract(epoch from ${ref('resendable.at')} - now()))::int`.as('wait'),
    ])
    .executeTakeFirstOrThrow();

/** The case number of a registration, and whether another mail may be asked for now. */
export const readMayResend = (
  tx: EntityManager,
  id: string | null,
  limit: ResendLimit,
): Promise<{ caseNumber: string; may: boolean } | undefined> =>
  tables(tx)
    .selectFrom('registration')
    .select([
      'registration.case_number as caseNumber',
      sql<boolean>`coalesce(${canResendAt(limit)} <= now(), false)`.as('may'),
    ])
    .where('registration.id', '=', id)
    .executeTakeFirst();
