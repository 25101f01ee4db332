/** Journeys of accounts that have something left to do: a reset, a lock, mail. */
import { mailOfJourney } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { expressionBuilder, sql } from 'kysely';
import { lit, lits } from './expressions.js';
import { type Tables, tables } from './tables.js';

export type AccountJourney = keyof typeof mailOfJourney;

export interface AccountCase {
  journey: AccountJourney;
  /** What the journey is told apart by: an account, or a lock. */
  subject: string;
  accountId: string;
  siret: string;
  /** Of the registration that the account came from. */
  caseNumber: string | null;
  correlationId: string;
}

const account = expressionBuilder<Tables, 'account'>();
const shown = [
  'account.id as accountId',
  'account.siret',
  account
    .selectFrom('registration')
    .select('registration.case_number')
    .whereRef('registration.id', '=', 'account.registration_id')
    .as('caseNumber'),
] as const;
const journeyOf = (journey: AccountJourney) => sql.lit(journey).as('journey');
const waitingMail = account
  .selectFrom('mail_send')
  .whereRef('mail_send.account_id', '=', 'account.id')
  .where('mail_send.kind', 'in', lits(...mailOfJourney['account-mail']))
  .where('mail_send.state', 'in', lits('due', 'sending'));

/** Every journey that an account needs now; `changed_at`: since when, at the latest. */
const unfinished = (em: EntityManager) => {
  const db = tables(em);
  const all = db
    .selectFrom('password_reset')
    .innerJoin('account', 'account.id', 'password_reset.account_id')
    .select([
      journeyOf('password-reset'),
      'account.id as subject',
      'password_reset.correlation_id as correlationId',
      'password_reset.opened_at as changed_at',
    ])
    .select(shown)
    .where('password_reset.state', '=', lit('open'))
    .unionAll(
      db
        .selectFrom('lockout')
        .innerJoin('account', 'account.id', 'lockout.account_id')
        .select([
          journeyOf('lockout'),
          'lockout.id as subject',
          'lockout.correlation_id as correlationId',
          'lockout.locked_at as changed_at',
        ])
        .select(shown)
        .where('lockout.ended_at', 'is', null),
    )
    .unionAll(
      db
        .selectFrom('account')
        .select([
          journeyOf('account-mail'),
          'account.id as subject',
          sql.lit('reconcile').$castTo<string>().as('correlationId'),
          sql<string>`${waitingMail.select(({ fn }) => fn.max('mail_send.due_at').as('at'))}`.as('changed_at'),
        ])
        .select(shown)
        .where((eb) => eb.exists(waitingMail.select('mail_send.id'))),
    );
  return db.selectFrom(all.as('unfinished')).selectAll('unfinished');
};

/** Those that have not changed for `settledFor` seconds. */
export const unfinishedAccountCases = (em: EntityManager, settledFor: number): Promise<AccountCase[]> =>
  unfinished(em)
    .where('unfinished.changed_at', '<', sql<string>`now() - make_interval(secs => ${settledFor})`)
    .execute();

export const unfinishedAccountCase = (
  em: EntityManager,
  { journey, subject }: Pick<AccountCase, 'journey' | 'subject'>,
): Promise<AccountCase | undefined> =>
  unfinished(em)
    .where('unfinished.journey', '=', journey)
    .where('unfinished.subject', '=', sql<string>`${subject}::uuid`)
    .executeTakeFirst();
