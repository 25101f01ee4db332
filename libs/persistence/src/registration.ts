/** The table `registration`: requests to register an establishment, from the first statement to the last. */
import type { BlockedReason, EndingMailKind, RegistrationStatus } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Expression, expressionBuilder, sql, type SqlBool } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import { insertAuditLines } from './audit.js';
import { ago, lit, lits, now } from './expressions.js';
import { insertFrom, partsOf } from './insert-from.js';
import { insertCaseMail } from './mail-send.js';
import { insertMessages } from './outbox.js';
import { canResendAt, type ResendLimit } from './resend-limit.js';
import { type Changes, type Tables, tables } from './tables.js';

const registration = expressionBuilder<Tables, 'registration'>();
/** Waits for something still. */
const unfinished = lits('checking', 'under-review', 'awaiting-password');
/** Keeps the establishment from being registered again. */
const live = lits('checking', 'under-review', 'awaiting-password', 'completed');
const unblocked = { blocked_reason: null, blocked_since: null };

/**
 * Locks a row until the transaction ends. The order of every lock on a case: registration, account, link, message; a transaction that
 * settles a sign-in or sets a password locks the rows of the login guard before them (`holdGuard`).
 */
export async function holdRegistration(tx: EntityManager, id: string | null): Promise<void> {
  await tables(tx).selectFrom('registration').select('id').where('id', '=', id).forUpdate().execute();
}

export const holdCase = (
  tx: EntityManager,
  caseNumber: string,
): Promise<{ id: string; status: RegistrationStatus } | undefined> =>
  tables(tx)
    .selectFrom('registration')
    .select(['id', 'status'])
    .where('case_number', '=', caseNumber)
    .forUpdate()
    .executeTakeFirst();

export interface LockedRegistration {
  id: string;
  publicId: string;
  ownerNonce: string;
  caseNumber: string;
  status: RegistrationStatus;
  blockedReason: BlockedReason | null;
  email: string;
}

export const holdPublicRegistration = (tx: EntityManager, publicId: string): Promise<LockedRegistration | undefined> =>
  tables(tx)
    .selectFrom('registration')
    .select([
      'id',
      'public_id as publicId',
      'owner_nonce as ownerNonce',
      'case_number as caseNumber',
      'status',
      'blocked_reason as blockedReason',
      'email',
    ])
    .where('public_id', '=', publicId)
    .forUpdate()
    .executeTakeFirst();

export async function registrationIdOf(em: EntityManager, publicId: string): Promise<string | undefined> {
  const row = await tables(em)
    .selectFrom('registration')
    .select('id')
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  return row?.id;
}

export async function registrationUpdatedAt(em: EntityManager, id: string): Promise<string | undefined> {
  const row = await tables(em).selectFrom('registration').select('updated_at').where('id', '=', id).executeTakeFirst();
  return row?.updated_at;
}

export async function siretOfCase(em: EntityManager, caseNumber: string): Promise<string | undefined> {
  const row = await tables(em)
    .selectFrom('registration')
    .select('siret')
    .where('case_number', '=', caseNumber)
    .executeTakeFirst();
  return row?.siret;
}

export interface NewRegistration {
  publicId: string;
  ownerNonce: string;
  caseNumber: string;
  siret: string;
  contractNumber: string;
  applicant: { lastName: string; firstName: string; email: string; phone?: string | undefined };
  address: string;
  correlationId: string;
}

/**
 * One statement: the contract must be in the registry, the partial unique index lets one live case stand per SIRET, and
 * case, message and audit line appear together or not at all. Undefined when something stood in the way.
 */
export const insertRegistration = (
  tx: EntityManager,
  { publicId, ownerNonce, caseNumber, siret, contractNumber, applicant, address, correlationId }: NewRegistration,
): Promise<{ id: string; noticeId: string } | undefined> =>
  tables(tx)
    .with('received', (q) =>
      insertFrom(
        q,
        'registration',
        q.selectFrom('contract').where('siret', '=', siret).where('number', '=', contractNumber).limit(sql.lit(1)),
        () => ({
          public_id: publicId,
          owner_nonce: ownerNonce,
          case_number: caseNumber,
          route: lit('classic'),
          siret,
          contract_number: contractNumber,
          last_name: applicant.lastName,
          first_name: applicant.firstName,
          email: applicant.email,
          phone: applicant.phone ?? null,
          correlation_id: correlationId,
        }),
      )
        .onConflict((oc) => oc.doNothing())
        .returning(['id', 'case_number', 'correlation_id']),
    )
    .with('told', (q) =>
      insertMessages(q, q.selectFrom('received'), 'registration', ({ ref }) => ({
        subject: ref('received.case_number'),
        correlationId: ref('received.correlation_id'),
      })).returning('id'),
    )
    .with('written', (q) =>
      insertAuditLines(q, q.selectFrom('received'), ({ ref }) => ({
        event: 'registration.received',
        actor: 'person',
        subject: ref('received.case_number'),
        outcome: 'checking',
        address,
        correlationId: ref('received.correlation_id'),
        detail: jsonBuildObject({ siret: sql<string>`${siret}::text` }),
      })),
    )
    .selectFrom(['received', 'told'])
    .select(['received.id', 'told.id as noticeId'])
    .executeTakeFirst();

/** A case with what its page and its answers need beside the journey's own. */
export interface RegistrationRow {
  id: string;
  publicId: string;
  ownerNonce: string;
  caseNumber: string;
  siret: string;
  correlationId: string;
  status: RegistrationStatus;
  reason: string | null;
  email: string;
  deadline: string | null;
  identifier: string | null;
}

export const readRegistration = (em: EntityManager, id: string | null): Promise<RegistrationRow> =>
  tables(em)
    .selectFrom('registration')
    .leftJoin('account', 'account.registration_id', 'registration.id')
    .select([
      'registration.id',
      'registration.public_id as publicId',
      'registration.owner_nonce as ownerNonce',
      'registration.case_number as caseNumber',
      'registration.siret',
      'registration.correlation_id as correlationId',
      'registration.status',
      'registration.reason',
      'registration.email',
      'registration.deadline',
      'account.identifier',
    ])
    .where('registration.id', '=', id)
    .executeTakeFirstOrThrow();

/** Past this, a person who waits deserves a word. */
const delayedAfter = '1 minute';

/** What the page of a case shows. One round trip. */
export interface ShownRegistration {
  case_number: string;
  siret: string;
  status: RegistrationStatus;
  reason: string | null;
  email: string;
  received_at: string;
  deadline: string | null;
  review_until: string | null;
  updated_at: string;
  blocked: { reason: BlockedReason; since: string } | null;
  reply: string | null;
  delayed: boolean;
  name: string | null;
  city: string | null;
  legal_category: string | null;
  sent_at: string | null;
  can_resend_at: string | null;
}

export const readShownRegistration = (
  em: EntityManager,
  publicId: string,
  limit: ResendLimit,
): Promise<ShownRegistration | undefined> =>
  tables(em)
    .selectFrom('registration')
    .leftJoin('establishment', 'establishment.siret', 'registration.siret')
    .leftJoinLateral(
      (q) =>
        q
          .selectFrom('mail_send')
          .select(['mail_send.accepted_at', 'mail_send.state', 'mail_send.reply'])
          .whereRef('mail_send.registration_id', '=', 'registration.id')
          .where('mail_send.kind', '=', lit('creation'))
          .orderBy('mail_send.number', 'desc')
          .limit(sql.lit(1))
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select(({ eb, ref, and, or, exists, selectFrom }) => [
      'registration.case_number',
      'registration.siret',
      'registration.status',
      'registration.reason',
      'registration.email',
      'registration.received_at',
      'registration.deadline',
      'registration.updated_at',
      eb
        .case()
        .when('registration.status', '=', lit('under-review'))
        .then(ref('registration.review_until'))
        .end()
        .as('review_until'),
      eb
        .case()
        .when(and([eb('registration.blocked_reason', 'is not', null), eb('registration.status', 'in', unfinished)]))
        .then(
          jsonBuildObject({
            reason: ref('registration.blocked_reason').$notNull(),
            since: sql<string>`coalesce(${ref('registration.blocked_since')}, ${ref('registration.updated_at')})`,
          }),
        )
        .end()
        .as('blocked'),
      or([
        and([eb('registration.status', '=', lit('checking')), eb('registration.received_at', '<', ago(delayedAfter))]),
        exists(
          selectFrom('mail_send')
            .select('mail_send.id')
            .whereRef('mail_send.registration_id', '=', 'registration.id')
            .where('mail_send.kind', '=', lit('creation'))
            .where('mail_send.state', 'in', lits('due', 'sending'))
            .where('mail_send.due_at', '<', ago(delayedAfter)),
        ),
      ])
        .$castTo<boolean>()
        .as('delayed'),
      'newest.accepted_at as sent_at',
      eb.case().when('newest.state', '=', lit('refused')).then(ref('newest.reply')).end().as('reply'),
      canResendAt(limit).as('can_resend_at'),
      'establishment.name',
      'establishment.city',
      'establishment.legal_category',
    ])
    .where('registration.public_id', '=', publicId)
    .executeTakeFirst();

/** What we know of a SIRET ourselves, whatever a directory says. */
export interface OwnRow {
  contract_known: boolean;
  establishment: { name: string | null; city: string | null; legalCategory: string | null } | null;
  registration: {
    case_number: string;
    public_id: string;
    status: RegistrationStatus;
    email: string;
    can_resend_at: string | null;
  } | null;
  administrators: { first_name: string; last_name: string; email: string; can_sign_in: boolean }[] | null;
}

/**
 * One round trip. Without the right contract number nothing else is read: neither the answer nor its time tells whether the
 * establishment is registered.
 */
export const readOwnRow = (
  em: EntityManager,
  { siret, contractNumber }: { siret: string; contractNumber: string },
  limit: ResendLimit,
): Promise<OwnRow> =>
  tables(em)
    .with('known', (q) =>
      q.selectFrom('contract').select('contract.siret').where('siret', '=', siret).where('number', '=', contractNumber),
    )
    .selectNoFrom(({ exists, selectFrom }) => {
      const isKnown = exists(selectFrom('known').select('known.siret'));
      return [
        isKnown.$castTo<boolean>().as('contract_known'),
        selectFrom('establishment')
          .select(({ ref }) =>
            jsonBuildObject({
              name: ref('establishment.name'),
              city: ref('establishment.city'),
              legalCategory: ref('establishment.legal_category'),
            }).as('establishment'),
          )
          .where('establishment.siret', '=', siret)
          .where(isKnown)
          .as('establishment'),
        selectFrom('registration')
          .select(({ ref }) =>
            jsonBuildObject({
              case_number: ref('registration.case_number'),
              public_id: ref('registration.public_id'),
              status: ref('registration.status'),
              email: ref('registration.email'),
              can_resend_at: canResendAt(limit),
            }).as('registration'),
          )
          .where(isKnown)
          .where('registration.siret', '=', siret)
          .where('registration.status', 'in', live)
          .as('registration'),
        selectFrom((q) =>
          q
            .selectFrom('account')
            .select(({ eb }) => [
              'account.first_name',
              'account.last_name',
              'account.email',
              eb('account.expires_at', '>', now).$castTo<boolean>().as('can_sign_in'),
            ])
            .where(isKnown)
            .where('account.siret', '=', siret)
            .where('account.role', '=', lit('administrator'))
            .where('account.status', '=', lit('active'))
            .as('administrator'),
        )
          .select(({ fn }) =>
            fn
              .jsonAgg('administrator')
              .orderBy('administrator.last_name')
              .orderBy('administrator.first_name')
              .as('administrators'),
          )
          .as('administrators'),
      ];
    })
    .executeTakeFirstOrThrow();

/** From `checking`, or from a review that approved: opens the account and its first mail. Intervals are PostgreSQL's. */
export async function openCase(
  em: EntityManager,
  of: { caseNumber: string; correlationId: string; identifier: string; creationLinkLifetime: string },
): Promise<void> {
  const q = tables(em)
    .with('opened', (q) =>
      q
        .updateTable('registration')
        .set({
          status: lit('awaiting-password'),
          opened_at: now,
          deadline: sql<string>`now() + ${of.creationLinkLifetime}::interval`,
          ...unblocked,
        })
        .where('case_number', '=', of.caseNumber)
        .where(({ eb, and, or }) =>
          or([
            eb('status', '=', lit('checking')),
            and([eb('status', '=', lit('under-review')), eb('approved', '=', sql.lit(true))]),
          ]),
        )
        .returning(['id', 'case_number', 'siret', 'last_name', 'first_name', 'email', 'phone']),
    )
    .with('pending', (q) =>
      insertFrom(q, 'account', q.selectFrom('opened'), ({ ref }) => ({
        identifier: of.identifier,
        registration_id: ref('opened.id'),
        siret: ref('opened.siret'),
        role: lit('administrator'),
        last_name: ref('opened.last_name'),
        first_name: ref('opened.first_name'),
        email: ref('opened.email'),
        phone: ref('opened.phone'),
      })),
    )
    .with('mail', (q) => insertCaseMail(q, q.selectFrom('opened'), 'creation', ({ ref }) => ref('opened.id')));
  await insertAuditLines(q, partsOf(q).selectFrom('opened'), ({ ref }) => ({
    event: 'registration.opened',
    actor: 'system',
    subject: ref('opened.case_number'),
    outcome: 'awaiting-password',
    correlationId: of.correlationId,
  })).execute();
}

export async function beginCaseReview(
  em: EntityManager,
  of: { caseNumber: string; correlationId: string; reviewLifetime: string },
): Promise<void> {
  const q = tables(em).with('reviewed', (q) =>
    q
      .updateTable('registration')
      .set({ status: lit('under-review'), review_until: sql<string>`now() + ${of.reviewLifetime}::interval` })
      .where('case_number', '=', of.caseNumber)
      .where('status', '=', lit('checking'))
      .returning('case_number'),
  );
  await insertAuditLines(q, partsOf(q).selectFrom('reviewed'), ({ ref }) => ({
    event: 'registration.reviewed',
    actor: 'system',
    subject: ref('reviewed.case_number'),
    outcome: 'under-review',
    correlationId: of.correlationId,
  })).execute();
}

/** The first reason stays. */
export async function noteCaseBlocked(em: EntityManager, caseNumber: string, reason: BlockedReason): Promise<void> {
  await tables(em)
    .updateTable('registration')
    .set({ blocked_reason: reason, blocked_since: now })
    .where('case_number', '=', caseNumber)
    .where('status', 'in', unfinished)
    .where('blocked_reason', 'is', null)
    .execute();
}

export async function unblockCase(tx: EntityManager, caseNumber: string): Promise<boolean> {
  const done = await tables(tx)
    .updateTable('registration')
    .set(unblocked)
    .where('case_number', '=', caseNumber)
    .where('blocked_reason', 'is not', null)
    .returning('id')
    .execute();
  return done.length > 0;
}

export async function approveCase(tx: EntityManager, caseNumber: string): Promise<boolean> {
  const done = await tables(tx)
    .updateTable('registration')
    .set({ approved: true })
    .where('case_number', '=', caseNumber)
    .where('status', '=', lit('under-review'))
    .where('approved', '=', sql.lit(false))
    .returning('id')
    .execute();
  return done.length > 0;
}

export async function moveCaseDeadline(tx: EntityManager, id: string, deadline: Date | null): Promise<void> {
  await tables(tx).updateTable('registration').set({ deadline }).where('id', '=', id).execute();
}

/** Another address for the case and its account, a case that was blocked for the old one goes on, and no link of the old one lives (R24). */
export async function replaceAddress(tx: EntityManager, id: string, email: string): Promise<void> {
  await tables(tx)
    .updateTable('registration')
    .set(({ eb, ref }) => {
      const forMail = eb('blocked_reason', 'in', lits('mail-refused', 'mail-undelivered'));
      return {
        email,
        blocked_reason: eb.case().when(forMail).then(null).else(ref('blocked_reason')).end(),
        blocked_since: eb.case().when(forMail).then(null).else(ref('blocked_since')).end(),
      } satisfies Changes<'registration'>;
    })
    .where('id', '=', id)
    .execute();
  await tables(tx).updateTable('account').set({ email }).where('registration_id', '=', id).execute();
  await tables(tx)
    .updateTable('password_link')
    .set({ superseded_at: now })
    .where('registration_id', '=', id)
    .where('used_at', 'is', null)
    .where('superseded_at', 'is', null)
    .execute();
}

/** When a live case may be ended: by its stage alone, or by the database's clock. */
const closable = {
  'in check': registration('registration.status', '=', lit('checking')),
  'in review': registration.and([
    registration('registration.status', '=', lit('under-review')),
    registration('registration.approved', '=', sql.lit(false)),
  ]),
  'before its password': registration('registration.status', 'in', unfinished),
  'past its end': registration.or([
    registration.and([
      registration('registration.status', '=', lit('awaiting-password')),
      registration('registration.deadline', '<=', now),
    ]),
    registration.and([
      registration('registration.status', '=', lit('under-review')),
      registration('registration.review_until', '<=', now),
    ]),
  ]),
} satisfies Record<string, Expression<SqlBool>>;

export interface Closing {
  caseNumber: string;
  status: Extract<RegistrationStatus, 'refused' | 'expired' | 'cancelled'>;
  /** Of a refusal. */
  reason: string | null;
  /** What tells the person; null where the page has told already. */
  mail: EndingMailKind | null;
  when: keyof typeof closable;
}

/**
 * One statement ends a live case that has no password yet: its pending account goes and a lock of it ends, its links die, what was still
 * to be sent is dropped, the person is told. Answers whether it did.
 */
export async function closeCase(
  em: EntityManager,
  { caseNumber, status, reason, mail, when }: Closing,
): Promise<boolean> {
  const closed = await tables(em)
    .with('closed', (q) =>
      q
        .updateTable('registration')
        .set({ status, reason, ended_at: now, ...unblocked })
        .where('case_number', '=', caseNumber)
        .where(closable[when])
        .returning('id'),
    )
    .with('pending', (q) =>
      q
        .deleteFrom('account')
        .where('registration_id', 'in', (q) => q.selectFrom('closed').select('closed.id'))
        .where('status', '=', lit('pending'))
        .returning('id'),
    )
    .with('locks', (q) =>
      q
        .updateTable('lockout')
        .set({ ended_at: now, ended_as: lit('ended') })
        .where('account_id', 'in', (q) => q.selectFrom('pending').select('pending.id'))
        .where('ended_at', 'is', null)
        .returning(['id', 'account_id', 'correlation_id']),
    )
    .with('heard', (q) =>
      insertMessages(q, q.selectFrom('locks'), 'lockout', ({ cast, ref }) => ({
        subject: cast<string>('locks.id', 'text'),
        correlationId: ref('locks.correlation_id'),
      })),
    )
    .with('line', (q) =>
      insertAuditLines(q, q.selectFrom('locks'), ({ cast, ref }) => ({
        event: 'lockout.ended',
        actor: 'system',
        subject: cast<string>('locks.account_id', 'text'),
        outcome: 'ended',
        correlationId: ref('locks.correlation_id'),
        detail: jsonBuildObject({ lockoutId: ref('locks.id') }),
      })),
    )
    .with('links', (q) =>
      q
        .updateTable('password_link')
        .set(
          ({ ref }) =>
            ({ expires_at: sql<string>`least(${ref('expires_at')}, now())` }) satisfies Changes<'password_link'>,
        )
        .where('registration_id', 'in', (q) => q.selectFrom('closed').select('closed.id'))
        .where('used_at', 'is', null),
    )
    .with('dropped', (q) =>
      q
        .updateTable('mail_send')
        .set({ state: lit('dropped') })
        .where('registration_id', 'in', (q) => q.selectFrom('closed').select('closed.id'))
        .where('state', 'in', lits('due', 'sending'))
        .where('kind', '<>', lit('address-changed')),
    )
    .with('mail', (q) =>
      insertCaseMail(
        q,
        q.selectFrom('closed').where(sql<boolean>`${mail}::text is not null`),
        sql<EndingMailKind>`${mail}::text`,
        ({ ref }) => ref('closed.id'),
      ),
    )
    .selectFrom('closed')
    .select('closed.id')
    .execute();
  return closed.length > 0;
}

/** A case as its journey is started with it. */
export interface UnfinishedCase {
  id: string;
  caseNumber: string;
  siret: string;
  correlationId: string;
}

const caseColumns = [
  'registration.id',
  'registration.case_number as caseNumber',
  'registration.siret',
  'registration.correlation_id as correlationId',
] as const;

/** Undefined when nothing is left to do for the case: no stage to leave, no message to send. */
export const unfinishedCase = (em: EntityManager, caseNumber: string): Promise<UnfinishedCase | undefined> =>
  tables(em)
    .selectFrom('registration')
    .select(caseColumns)
    .where('registration.case_number', '=', caseNumber)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('registration.status', 'in', unfinished),
        exists(
          selectFrom('mail_send')
            .select('mail_send.id')
            .whereRef('mail_send.registration_id', '=', 'registration.id')
            .where('mail_send.state', 'in', lits('due', 'sending')),
        ),
      ]),
    )
    .executeTakeFirst();

/** All of them that have not changed for `settledFor` seconds; each half by an index of what is unfinished, whatever has ended before. */
export const unfinishedCases = (em: EntityManager, settledFor: number): Promise<UnfinishedCase[]> =>
  tables(em)
    .selectFrom('registration')
    .select(caseColumns)
    .where('registration.id', 'in', (q) =>
      q
        .selectFrom('registration')
        .select('registration.id')
        .where('registration.status', 'in', unfinished)
        .unionAll(
          q
            .selectFrom('mail_send')
            .select(({ ref }) => ref('mail_send.registration_id').$notNull().as('id'))
            .where('mail_send.state', 'in', lits('due', 'sending')),
        ),
    )
    .where('registration.updated_at', '<', sql<string>`now() - make_interval(secs => ${settledFor})`)
    .execute();
