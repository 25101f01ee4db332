/** The table `mail_send`: each message, from the decision to send it to the relay's answer. Every row of it is written here. */
import type { AccountMailKind, BlockedReason, MailKind } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type InsertQueryBuilder,
  type InsertResult,
  type SelectQueryBuilder,
  sql,
} from 'kysely';
import { ago, anyOf, lit, lits, now, secondsFromNow } from './expressions.js';
import { insertFrom, partsOf } from './insert-from.js';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import { type Changes, type Tables, tables } from './tables.js';

/** A message that is due or being sent, as its owner finds it. */
export interface WaitingMail {
  id: string;
  number: number;
  state: 'due' | 'sending';
  attempts: number;
  ambiguous: number;
  was_dotted: boolean;
  /** Seconds. */
  lease_left: number;
  since_attempt: number | null;
  too_old: boolean;
  message_id: string | null;
  link_id: string | null;
  recipient: string;
  first_name: string;
  last_name: string;
  siret: string;
  establishment_name: string | null;
  /** The end that it would announce if it left now. */
  deadline: string | null;
}

/** Of a registration, or of the account that it brought. */
export interface WaitingCaseMail extends WaitingMail {
  registration_id: string;
  account_id: string | null;
  identifier: string | null;
  reason: string | null;
  approved: boolean;
  received_at: string;
}

export interface WaitingAccountMail extends WaitingMail {
  case_number: string | null;
  about_id: string | null;
  colleague: { firstName: string; lastName: string } | null;
  happened_at: string;
  /** Whether what it would tell is so now; it was when it was decided on. */
  is_so: boolean;
}

/** One attempt to hand a message over: it counts only while the row still is this attempt's. */
export interface MailAttempt {
  id: string;
  attempt: number;
}

const mail = expressionBuilder<Tables, 'mail_send'>();
/** Due, or in the hands of an attempt. */
const waiting = lits('due', 'sending');
const isWaiting = mail('mail_send.state', 'in', waiting);
/** What could not leave for that long is given up. */
const isTooOld = mail('mail_send.due_at', '<=', ago('3 days'));
const dropped = { state: lit('dropped'), lease_until: null };
/** Still in the hands of this attempt. */
const isOf = ({ id, attempt }: MailAttempt) =>
  mail.and([
    mail('mail_send.id', '=', id),
    mail('mail_send.state', '=', lit('sending')),
    mail('mail_send.attempts', '=', attempt),
  ]);

/** The columns of `WaitingMail` that are the ledger's own. */
const ledgerColumns = [
  'mail_send.id',
  'mail_send.number',
  'mail_send.state',
  'mail_send.attempts',
  'mail_send.ambiguous',
  mail('mail_send.dotted_at', 'is not', null).$castTo<boolean>().as('was_dotted'),
  sql<number>`ceil(coalesce(extract(epoch from ${mail.ref('mail_send.lease_until')} - now()), 0))::int`.as(
    'lease_left',
  ),
  sql<number | null>`floor(extract(epoch from now() - ${mail.ref('mail_send.attempted_at')}))::int`.as('since_attempt'),
  isTooOld.$castTo<boolean>().as('too_old'),
  'mail_send.message_id',
  'mail_send.link_id',
] as const;

/** Part of a statement that decides on messages of cases: one for each row of `source`. */
export const insertCaseMail = <DB, TB extends keyof DB, O>(
  q: { insertInto: unknown },
  source: SelectQueryBuilder<DB, TB, O>,
  kind: MailKind | Expression<MailKind>,
  registrationId: (eb: ExpressionBuilder<DB, TB>) => Expression<string>,
): InsertQueryBuilder<Tables, 'mail_send', InsertResult> =>
  insertFrom(q, 'mail_send', source, (eb) => ({
    registration_id: registrationId(eb),
    kind: typeof kind === 'string' ? lit(kind) : kind,
  }));

/**
 * Makes another creation mail due, in place of earlier ones that have not left yet; answers its number.
 * Part of a transaction that holds the registration.
 */
export async function makeAnotherMailDue(tx: EntityManager, registrationId: string): Promise<number> {
  const q = tables(tx)
    .with('asked', (q) =>
      q
        .updateTable('registration')
        .set((eb) => ({ mail_number: eb('mail_number', '+', sql.lit(1)) }) satisfies Changes<'registration'>)
        .where('id', '=', registrationId)
        .returning(['id', 'mail_number']),
    )
    .with('dropped', (q) =>
      q
        .updateTable('mail_send')
        .from('asked')
        .set(dropped)
        .whereRef('mail_send.registration_id', '=', 'asked.id')
        .where('mail_send.kind', '=', lit('creation'))
        .where(isWaiting)
        .where('mail_send.dotted_at', 'is', null),
    );
  const { number } = await insertFrom(q, 'mail_send', partsOf(q).selectFrom('asked'), ({ ref }) => ({
    registration_id: ref('id'),
    kind: lit('creation'),
    number: ref('mail_number'),
  }))
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

/**
 * Makes a message about an account due, in place of one of its kind that has not left yet; two colleagues are two messages. Part of
 * the transaction that decides on it, whose notice knocks on the journey of that kind (`mailOfJourney`). `aboutId`: the account that
 * a colleague's mail is about.
 */
export async function makeAccountMailDue(
  tx: EntityManager,
  accountId: string,
  kind: AccountMailKind,
  aboutId: string | null = null,
): Promise<void> {
  const q = tables(tx)
    .with('asked', (q) =>
      q
        .updateTable('account')
        .set((eb) => ({ mail_number: eb('mail_number', '+', sql.lit(1)) }) satisfies Changes<'account'>)
        .where('id', '=', accountId)
        .returning(['id', 'mail_number']),
    )
    .with('dropped', (q) =>
      q
        .updateTable('mail_send')
        .from('asked')
        .set(dropped)
        .whereRef('mail_send.account_id', '=', 'asked.id')
        .where('mail_send.kind', '=', kind)
        .where('mail_send.about_id', 'is not distinct from', sql<string | null>`${aboutId}::uuid`)
        .where(isWaiting)
        .where('mail_send.dotted_at', 'is', null),
    );
  await insertFrom(q, 'mail_send', partsOf(q).selectFrom('asked'), ({ ref }) => ({
    account_id: ref('id'),
    kind,
    number: ref('mail_number'),
    about_id: sql<string | null>`${aboutId}::uuid`,
  })).execute();
}

/** To the address that a registration had until now. `number`: of the creation mail that goes to the new one. */
export async function makeAddressChangedDue(
  tx: EntityManager,
  registrationId: string,
  number: number,
  recipient: string,
): Promise<void> {
  await tables(tx)
    .insertInto('mail_send')
    .values({ registration_id: registrationId, kind: lit('address-changed'), number, recipient })
    .execute();
}

/** The newest message of one kind that waits for a case. An asked-for mail moves the end to 3 days from now at least, 30 after the opening at most. */
export const newestMailOfCase = (
  tx: EntityManager,
  caseNumber: string,
  kind: MailKind,
  /** A PostgreSQL interval. */
  creationLinkLifetime: string,
): Promise<WaitingCaseMail | undefined> =>
  tables(tx)
    .selectFrom('registration')
    .innerJoin('mail_send', (join) =>
      join.onRef('mail_send.registration_id', '=', 'registration.id').on('mail_send.kind', '=', kind).on(isWaiting),
    )
    .leftJoin('establishment', 'establishment.siret', 'registration.siret')
    .leftJoin('account', 'account.registration_id', 'registration.id')
    .select(({ ref, fn }) => [
      ...ledgerColumns,
      fn.coalesce('mail_send.recipient', 'registration.email').as('recipient'),
      'registration.first_name',
      'registration.last_name',
      'registration.siret',
      'establishment.name as establishment_name',
      'registration.id as registration_id',
      'account.id as account_id',
      'account.identifier',
      'registration.reason',
      'registration.approved',
      'registration.received_at',
      sql<string | null>`case when ${ref('mail_send.kind')} = 'creation' and ${ref('mail_send.number')} > 0
        then greatest(${ref('registration.deadline')}, least(now() + least(interval '3 days', ${creationLinkLifetime}::interval),
          ${ref('registration.opened_at')} + interval '30 days'))
        else ${ref('registration.deadline')} end`.as('deadline'),
    ])
    .where('registration.case_number', '=', caseNumber)
    .orderBy('mail_send.number', 'desc')
    .limit(sql.lit(1))
    .$narrowType<{ state: 'due' | 'sending' }>()
    .executeTakeFirst();

/** The newest message of one kind that waits for an account. `resetLinkLifetime`: a PostgreSQL interval. */
export const newestMailOfAccount = (
  tx: EntityManager,
  accountId: string,
  kind: AccountMailKind,
  resetLinkLifetime: string,
): Promise<WaitingAccountMail | undefined> =>
  tables(tx)
    .selectFrom('mail_send')
    .innerJoin('account', 'account.id', 'mail_send.account_id')
    .innerJoin('establishment', 'establishment.siret', 'account.siret')
    .leftJoin('registration', 'registration.id', 'account.registration_id')
    .leftJoin('account as colleague', 'colleague.id', 'mail_send.about_id')
    .leftJoinLateral(
      (q) =>
        q
          .selectFrom('lockout')
          .select(({ fn }) => fn.max('locked_at').as('locked_at'))
          .whereRef('lockout.account_id', '=', 'account.id')
          .where('ended_at', 'is', null)
          .where('mail_send.kind', 'in', lits('locked', 'locked-reminder'))
          .as('lock'),
      (join) => join.onTrue(),
    )
    .select(({ ref, fn, exists, selectFrom }) => [
      ...ledgerColumns,
      'account.email as recipient',
      'account.first_name',
      'account.last_name',
      'account.siret',
      'establishment.name as establishment_name',
      'registration.case_number',
      'mail_send.about_id',
      fn.coalesce('lock.locked_at', 'mail_send.due_at').as('happened_at'),
      sql<boolean>`case ${ref('mail_send.kind')}
        when 'reset' then ${exists(
          selectFrom('password_reset')
            .select('password_reset.id')
            .whereRef('password_reset.account_id', '=', 'account.id')
            .where('password_reset.state', '=', lit('open')),
        )}
        when 'locked' then ${ref('lock.locked_at')} is not null
        when 'locked-reminder' then ${ref('lock.locked_at')} is not null
        when 'account-expired' then ${ref('account.expires_at')} <= now()
        when 'renewal-asked' then coalesce(${ref('colleague.expires_at')} <= now(), false)
        else true end`.as('is_so'),
      sql<WaitingAccountMail['colleague']>`case when ${ref('colleague.id')} is not null then ${jsonBuildObject({
        firstName: ref('colleague.first_name'),
        lastName: ref('colleague.last_name'),
      })} end`.as('colleague'),
      sql<
        string | null
      >`case when ${ref('mail_send.kind')} = 'reset' then now() + ${resetLinkLifetime}::interval end`.as('deadline'),
    ])
    .where('mail_send.account_id', '=', accountId)
    .where('mail_send.kind', '=', kind)
    .where(isWaiting)
    .orderBy('mail_send.number', 'desc')
    .limit(sql.lit(1))
    .$narrowType<{ state: 'due' | 'sending' }>()
    .executeTakeFirst();

/** Of a lease that ran out: free again, so often perhaps delivered. */
export async function setDueAgain(tx: EntityManager, id: string, ambiguous: number): Promise<void> {
  await tables(tx)
    .updateTable('mail_send')
    .set({ state: lit('due'), ambiguous })
    .where('id', '=', id)
    .execute();
}

export interface NewLease {
  ambiguous: number;
  seconds: number;
  messageId: string;
  linkId: string | null;
  deadline: string | null;
}

export async function leaseMailRow(tx: EntityManager, id: string, lease: NewLease): Promise<void> {
  await tables(tx)
    .updateTable('mail_send')
    .set(
      (eb) =>
        ({
          state: lit('sending'),
          attempts: eb('attempts', '+', sql.lit(1)),
          ambiguous: lease.ambiguous,
          dotted_at: null,
          attempted_at: now,
          lease_until: secondsFromNow(lease.seconds),
          message_id: lease.messageId,
          link_id: lease.linkId,
          deadline: lease.deadline,
        }) satisfies Changes<'mail_send'>,
    )
    .where('id', '=', id)
    .execute();
}

export async function extendLease(em: EntityManager, attempt: MailAttempt, seconds: number): Promise<void> {
  await tables(em)
    .updateTable('mail_send')
    .set({ lease_until: secondsFromNow(seconds) })
    .where(isOf(attempt))
    .execute();
}

/** Answers whether this attempt still holds the message, and its link is neither used nor superseded. */
export async function noteDotted(tx: EntityManager, attempt: MailAttempt): Promise<boolean> {
  const dotted = await tables(tx)
    .updateTable('mail_send')
    .set({ dotted_at: now })
    .where(isOf(attempt))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('password_link')
            .select('password_link.id')
            .whereRef('password_link.id', '=', 'mail_send.link_id')
            .where((eb) =>
              eb.or([eb('password_link.superseded_at', 'is not', null), eb('password_link.used_at', 'is not', null)]),
            ),
        ),
      ),
    )
    .returning('id')
    .execute();
  return dotted.length > 0;
}

/** Certainly not delivered: free for the next attempt. */
export async function noteDeferred(em: EntityManager, attempt: MailAttempt, reply: string): Promise<void> {
  await tables(em)
    .updateTable('mail_send')
    .set({ state: lit('due'), lease_until: null, dotted_at: null, reply })
    .where(isOf(attempt))
    .execute();
}

/** Perhaps delivered. */
export async function noteAmbiguous(em: EntityManager, attempt: MailAttempt, reply: string): Promise<void> {
  await tables(em)
    .updateTable('mail_send')
    .set(
      (eb) =>
        ({
          state: lit('due'),
          lease_until: null,
          ambiguous: eb('ambiguous', '+', sql.lit(1)),
          reply,
        }) satisfies Changes<'mail_send'>,
    )
    .where(isOf(attempt))
    .execute();
}

/**
 * Ends a message; `blocks` is noted on a case whose creation mail it was. The recipient of its own is forgotten. Touches no account.
 * Holds the registration before the message, as the transaction that stores a password does: the other way about they wait for each other.
 */
export async function settleMail(
  em: EntityManager,
  id: string,
  state: 'accepted' | 'refused' | 'undelivered' | 'dropped',
  reply: string | null,
  blocks: BlockedReason | null,
): Promise<void> {
  await tables(em)
    .with('held', (q) =>
      q
        .selectFrom('registration')
        .select('registration.id')
        .where('registration.id', '=', (eb) =>
          eb.selectFrom('mail_send').select('mail_send.registration_id').where('mail_send.id', '=', id),
        )
        .forUpdate(),
    )
    .with('settled', (q) =>
      q
        .updateTable('mail_send')
        .from((eb) =>
          eb
            .selectFrom('held')
            .select(({ fn }) => fn.countAll().as('count'))
            .as('first'),
        )
        .set(
          ({ fn, ref }) =>
            ({
              state,
              reply: fn.coalesce(sql<string | null>`${reply}::text`, ref('mail_send.reply')),
              lease_until: null,
              recipient: null,
              accepted_at: state === 'accepted' ? now : null,
            }) satisfies Changes<'mail_send'>,
        )
        .where('mail_send.id', '=', id)
        .where(isWaiting)
        .returning(['mail_send.registration_id', 'mail_send.kind']),
    )
    .with('holding', (q) =>
      q
        .selectFrom('settled')
        .select(['settled.registration_id', sql<BlockedReason>`${blocks}::text`.as('reason')])
        .where('settled.kind', '=', lit('creation'))
        .where(sql<boolean>`${blocks}::text is not null`),
    )
    .updateTable('registration')
    .set(({ eb, fn, ref, exists, selectFrom }) => {
      const isOpened = eb('registration.status', '=', lit('awaiting-password'));
      return {
        blocked_reason: eb
          .case()
          .when(isOpened)
          .then(fn.coalesce(selectFrom('holding').select('holding.reason'), ref('registration.blocked_reason')))
          .else(ref('registration.blocked_reason'))
          .end(),
        blocked_since: eb
          .case()
          .when(eb.and([isOpened, exists(selectFrom('holding').select('holding.reason'))]))
          .then(now)
          .else(ref('registration.blocked_since'))
          .end(),
      } satisfies Changes<'registration'>;
    })
    .where('registration.id', 'in', (q) =>
      q.selectFrom('settled').select('settled.registration_id').$castTo<{ registration_id: string }>(),
    )
    .execute();
}

/** Creation mails before the newest, which tells all: one that may have arrived already is not repeated. */
export async function dropOlderCreationMail(tx: EntityManager, registrationId: string, number: number): Promise<void> {
  await tables(tx)
    .updateTable('mail_send')
    .set(dropped)
    .where('registration_id', '=', registrationId)
    .where('kind', '=', lit('creation'))
    .where('number', '<', number)
    .where(isWaiting)
    .execute();
}

/** As above, of one kind about an account; another colleague's is another message. */
export async function dropOlderAccountMail(
  tx: EntityManager,
  accountId: string,
  kind: AccountMailKind,
  { number, about_id }: { number: number; about_id: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('mail_send')
    .set(dropped)
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('number', '<', number)
    .where('about_id', 'is not distinct from', sql<string | null>`${about_id}::uuid`)
    .where(isWaiting)
    .execute();
}

/** What would tell of a lock that is over: a statement, or part of one. */
export const lockMailDropped = (q: { updateTable: unknown }, accountId: string) =>
  (q as ReturnType<typeof tables>)
    .updateTable('mail_send')
    .set(dropped)
    .where('account_id', '=', accountId)
    .where('kind', 'in', lits('locked', 'locked-reminder'))
    .where(isWaiting);

export async function dropLockMail(tx: EntityManager, accountId: string): Promise<void> {
  await lockMailDropped(tables(tx), accountId).execute();
}

/** Kinds that wait for an account, oldest first. */
export async function waitingKinds(
  em: EntityManager,
  accountId: string,
  kinds: readonly AccountMailKind[],
): Promise<AccountMailKind[]> {
  const rows = await tables(em)
    .selectFrom('mail_send')
    .select('kind')
    .where('account_id', '=', accountId)
    .where(isWaiting)
    .where('kind', '=', anyOf(kinds, 'text'))
    .groupBy('kind')
    .orderBy(({ fn }) => fn.min('due_at'))
    .$narrowType<{ kind: AccountMailKind }>()
    .execute();
  return rows.map(({ kind }) => kind);
}

export async function giveUpAccountMail(
  em: EntityManager,
  accountId: string,
  kind: AccountMailKind,
  state: 'refused' | 'undelivered',
): Promise<void> {
  await tables(em)
    .updateTable('mail_send')
    .set({ state, lease_until: null })
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where(isWaiting)
    .where(isTooOld)
    .execute();
}

/** Also blocks the case, when it was its creation mail. */
export async function giveUpCaseMail(
  em: EntityManager,
  caseNumber: string,
  kind: MailKind,
  state: 'refused' | 'undelivered',
  reason: BlockedReason,
): Promise<void> {
  const blocks = sql.lit(kind === 'creation');
  await tables(em)
    .with('held', (q) =>
      q.selectFrom('registration').select('registration.id').where('case_number', '=', caseNumber).forUpdate(),
    )
    .with('given_up', (q) =>
      q
        .updateTable('mail_send')
        .from('held')
        .set({ state, lease_until: null, recipient: null })
        .whereRef('held.id', '=', 'mail_send.registration_id')
        .where('mail_send.kind', '=', kind)
        .where(isWaiting)
        .where(isTooOld)
        .returning('mail_send.registration_id'),
    )
    .updateTable('registration')
    .set(({ eb, ref, fn }) => {
      const isBlocked = eb.and([blocks, eb('registration.status', '=', lit('awaiting-password'))]);
      return {
        blocked_reason: eb
          .case()
          .when(isBlocked)
          .then(fn.coalesce('registration.blocked_reason', sql<BlockedReason>`${reason}::text`))
          .else(ref('registration.blocked_reason'))
          .end(),
        blocked_since: eb
          .case()
          .when(isBlocked)
          .then(fn.coalesce('registration.blocked_since', now))
          .else(ref('registration.blocked_since'))
          .end(),
      } satisfies Changes<'registration'>;
    })
    .where('registration.id', 'in', (q) =>
      q.selectFrom('given_up').select('given_up.registration_id').$castTo<{ registration_id: string }>(),
    )
    .execute();
}

/** The reminder of a case that still waits for its password, once its time (`at`) has come. */
export async function makeReminderDue(
  em: EntityManager,
  caseNumber: string,
  kind: MailKind,
  at: string,
): Promise<void> {
  await tables(em)
    .with('timely', (q) =>
      q
        .selectFrom('registration')
        .select('registration.id')
        .where('case_number', '=', caseNumber)
        .where('status', '=', lit('awaiting-password'))
        .where(sql<boolean>`now() >= ${at}::timestamptz`),
    )
    .with('mail', (q) =>
      insertCaseMail(q, q.selectFrom('timely'), kind, ({ ref }) => ref('timely.id')).onConflict((oc) => oc.doNothing()),
    )
    .updateTable('registration')
    .set({ updated_at: now })
    .where('registration.id', 'in', (q) => q.selectFrom('timely').select('timely.id'))
    .execute();
}

/** The creation mail that was refused is due again: the same number, so the same Message-ID and link. */
export async function retryCreationMail(tx: EntityManager, caseNumber: string): Promise<void> {
  await tables(tx)
    .updateTable('mail_send')
    .from('registration')
    .set({ state: lit('due'), due_at: now, ambiguous: 0 })
    .whereRef('registration.id', '=', 'mail_send.registration_id')
    .where('registration.case_number', '=', caseNumber)
    .where('mail_send.kind', '=', lit('creation'))
    .whereRef('mail_send.number', '=', 'registration.mail_number')
    .where('mail_send.state', 'in', lits('refused', 'undelivered'))
    .where('registration.status', '=', lit('awaiting-password'))
    .execute();
}

/**
 * A message about an account counts against what may be asked for. Not one from before the person last came back in by a link, with a
 * completed reset or the first password: a stranger can do neither (R28, R50). By numbers, which the account's lock puts in order.
 */
const countsForLimits = mail('mail_send.number', '>', (q) =>
  q.selectFrom('account').select('account.recovered_mail_number').whereRef('account.id', '=', 'mail_send.account_id'),
);

/** Locked again and again, an owner has one message a day; one more after each reset that let them in, for that lock is over (F10). */
export async function wasToldToday(tx: EntityManager, accountId: string, kind: AccountMailKind): Promise<boolean> {
  const found = await tables(tx)
    .selectFrom('mail_send')
    .select('id')
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('due_at', '>', ago('24 hours'))
    .where(countsForLimits)
    .limit(sql.lit(1))
    .execute();
  return found.length > 0;
}

/** Whether another message of the kind may not be asked for yet. `interval`: a PostgreSQL interval. */
export async function isMailLimited(
  tx: EntityManager,
  accountId: string,
  kind: AccountMailKind,
  { interval, perDay }: { interval: string; perDay: number },
): Promise<boolean> {
  const { limited } = await tables(tx)
    .selectFrom('mail_send')
    .select(({ fn, ref }) =>
      sql<boolean>`coalesce(${fn.max('due_at')} > now() - ${interval}::interval, false)
        or count(*) filter (where ${ref('due_at')} > now() - interval '24 hours') >= ${perDay}`.as('limited'),
    )
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where(countsForLimits)
    .executeTakeFirstOrThrow();
  return limited;
}
