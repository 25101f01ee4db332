/** The table `password_link`: e-mailed ways to set a password. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Expression, expressionBuilder, sql } from 'kysely';
import { insertAuditLines } from './audit.js';
import { lit, lits, now } from './expressions.js';
import { insertCaseMail } from './mail-send.js';
import { insertMessages } from './outbox.js';
import type { LinkSeed } from './secrets.js';
import { type Changes, type Tables, tables } from './tables.js';

export type LinkState = 'valid' | 'used' | 'superseded' | 'expired';

/** A link that has left once, with whose it is. */
export interface LinkFacts extends LinkSeed {
  /** Null for a reset. */
  registrationId: string | null;
  accountId: string;
  caseNumber: string | null;
  state: LinkState;
  expiresAt: string;
  openedAt: string | null;
  identifier: string;
  lastName: string;
  firstName: string;
  email: string;
  role: 'administrator' | 'user';
  siret: string;
  establishmentName: string | null;
  city: string | null;
}

const { case: choose, eb, and } = expressionBuilder<Tables, 'password_link' | 'registration' | 'account'>();
/** The database's clock judges, never a process's (R13). */
export const linkState: Expression<LinkState> = choose()
  .when('password_link.used_at', 'is not', null)
  .then(lit('used'))
  .when('password_link.superseded_at', 'is not', null)
  .then(lit('superseded'))
  .when('password_link.expires_at', '<=', now)
  .then(lit('expired'))
  .when(
    and([eb('password_link.purpose', '=', lit('creation')), eb('registration.status', '<>', lit('awaiting-password'))]),
  )
  .then(lit('expired'))
  .when(
    and([
      eb('password_link.purpose', '=', lit('reset')),
      eb('account.status', 'is distinct from', sql<'active'>`'active'`),
    ]),
  )
  .then(lit('expired'))
  .else(lit('valid'))
  .end();

/** Links that have left once, with whose they are. */
export const selectLinks = (q: Pick<ReturnType<typeof tables>, 'selectFrom'>) =>
  q
    .selectFrom('password_link')
    .leftJoin('registration', 'registration.id', 'password_link.registration_id')
    .leftJoin('account', 'account.id', 'password_link.account_id')
    .leftJoin('establishment', (join) =>
      join.on('establishment.siret', '=', (eb) => eb.fn.coalesce('account.siret', 'registration.siret').$notNull()),
    )
    .select(({ ref, fn }) => [
      'password_link.id',
      'password_link.purpose',
      'password_link.nonce',
      'password_link.key_id as keyId',
      'password_link.registration_id as registrationId',
      ref('password_link.account_id').$notNull().as('accountId'),
      'registration.case_number as caseNumber',
      sql<LinkState>`${linkState}`.as('state'),
      'password_link.expires_at as expiresAt',
      'password_link.opened_at as openedAt',
      ref('account.identifier').$notNull().as('identifier'),
      fn.coalesce('account.last_name', 'registration.last_name').$notNull().as('lastName'),
      fn.coalesce('account.first_name', 'registration.first_name').$notNull().as('firstName'),
      fn.coalesce('account.email', 'registration.email').$notNull().as('email'),
      ref('account.role').$notNull().as('role'),
      fn.coalesce('account.siret', 'registration.siret').$notNull().as('siret'),
      'establishment.name as establishmentName',
      'establishment.city',
    ])
    .where('password_link.live_at', 'is not', null);

export const linkByToken = (em: EntityManager, tokenHash: string): Promise<LinkFacts | undefined> =>
  selectLinks(tables(em)).where('password_link.token_hash', '=', tokenHash).executeTakeFirst();

/** How the link stands, locked until the transaction ends; its account is locked already. */
export async function linkStateUnderLock(tx: EntityManager, id: string): Promise<LinkState | undefined> {
  const row = await tables(tx)
    .selectFrom('password_link')
    .leftJoin('registration', 'registration.id', 'password_link.registration_id')
    .leftJoin('account', 'account.id', 'password_link.account_id')
    .select(sql<LinkState>`${linkState}`.as('state'))
    .where('password_link.id', '=', id)
    .forUpdate('password_link')
    .executeTakeFirst();
  return row?.state;
}

/** Noted for support's timeline, once; changes no answer. */
export async function noteLinkOpened(em: EntityManager, id: string): Promise<void> {
  await tables(em)
    .updateTable('password_link')
    .set({ opened_at: now })
    .where('id', '=', id)
    .where('opened_at', 'is', null)
    .execute();
}

/** Wrong codes after which the next mail brings a new link. */
const tiredCode = 5;

export interface KnownLinkQuery {
  purpose: LinkSeed['purpose'];
  owner: { registration_id: string } | { account_id: string };
  /** Of an earlier attempt. */
  linkId: string | null;
  anyAge: boolean;
  /** A PostgreSQL interval. */
  reuseWindow: string;
}

/** The link of an earlier attempt, else the live one before its end: of any age, or while it is young and its code is not tired. */
export const knownLink = (
  tx: EntityManager,
  { purpose, owner, linkId, anyAge, reuseWindow }: KnownLinkQuery,
): Promise<LinkSeed | undefined> =>
  tables(tx)
    .selectFrom('password_link')
    .select(['id', 'purpose', 'nonce', 'key_id as keyId'])
    .where((eb) =>
      'registration_id' in owner
        ? eb('registration_id', '=', owner.registration_id)
        : eb('account_id', '=', owner.account_id),
    )
    .where('purpose', '=', purpose)
    .where('superseded_at', 'is', null)
    .where('used_at', 'is', null)
    .where(({ eb, and, or, not, exists, selectFrom }) =>
      or([
        eb('id', '=', sql<string>`${linkId}::uuid`),
        and([
          eb('live_at', 'is not', null),
          eb('expires_at', '>', now),
          or([
            sql<boolean>`${anyAge}::boolean`,
            and([
              eb('issued_at', '>', sql<string>`now() - ${reuseWindow}::interval`),
              not(
                exists(
                  selectFrom('code_attempt')
                    .select('code_attempt.failures')
                    .whereRef('code_attempt.link_id', '=', 'password_link.id')
                    .where('code_attempt.address', '=', lit(''))
                    .where('code_attempt.failures', '>=', sql.lit(tiredCode)),
                ),
              ),
            ]),
          ]),
        ]),
      ]),
    )
    .orderBy(({ ref }) => sql`${ref('id')} = ${linkId}::uuid desc nulls last`)
    .limit(sql.lit(1))
    .executeTakeFirst();

export interface NewLink extends LinkSeed {
  registrationId: string | null;
  accountId: string;
  tokenHash: string;
  deadline: string;
}

export async function insertLink(tx: EntityManager, link: NewLink): Promise<void> {
  const { id, purpose, nonce, registrationId, accountId, tokenHash } = link;
  await tables(tx)
    .insertInto('password_link')
    .values({
      ...{ id, purpose, nonce, registration_id: registrationId, account_id: accountId },
      ...{ key_id: link.keyId, token_hash: tokenHash, expires_at: link.deadline },
    })
    .execute();
}

/** From now on this link is the live one of its account and purpose, until `deadline`; older ones are superseded (R14). */
export async function makeLinkLive(tx: EntityManager, id: string, deadline: Date | null): Promise<void> {
  await tables(tx)
    .updateTable('password_link as older')
    .from('password_link as link')
    .set({ superseded_at: now })
    .where('link.id', '=', id)
    .whereRef('older.id', '<>', 'link.id')
    .whereRef('older.account_id', '=', 'link.account_id')
    .whereRef('older.purpose', '=', 'link.purpose')
    .where('older.live_at', 'is not', null)
    .where('older.superseded_at', 'is', null)
    .where('older.used_at', 'is', null)
    .execute();
  await tables(tx)
    .updateTable('password_link')
    .set(
      ({ fn }) =>
        ({
          live_at: fn.coalesce('live_at', now),
          expires_at: sql<string>`${deadline}`,
        }) satisfies Changes<'password_link'>,
    )
    .where('id', '=', id)
    .execute();
}

/** What a new password came to: the credentials that the browser now knows, and when, epoch in seconds. */
export interface SetCredentials {
  version: number;
  at: number;
}
const epochNow = sql<number>`floor(extract(epoch from now()))::int`;

export interface FirstPassword {
  link: { id: string; registrationId: string; accountId: string };
  hash: string;
  /** A PostgreSQL interval. */
  accountLifetime: string;
  address: string;
  correlationId: string;
}

/** The link is consumed, the account active, the registration completed and welcomed; the transaction holds all three. */
export const createFirstPassword = (
  tx: EntityManager,
  { link, hash, accountLifetime, address, correlationId }: FirstPassword,
): Promise<SetCredentials & { noticeId: string }> =>
  tables(tx)
    .with('completed', (q) =>
      q
        .updateTable('registration')
        .set({ status: lit('completed'), ended_at: now, blocked_reason: null, blocked_since: null })
        .where('id', '=', link.registrationId)
        .returning(['id', 'case_number']),
    )
    .with('activated', (q) =>
      q
        .updateTable('account')
        .set(
          ({ ref }) =>
            ({
              password_hash: hash,
              status: lit('active'),
              activated_at: now,
              expires_at: sql<string>`now() + ${accountLifetime}::interval`,
              recovered_mail_number: ref('mail_number'),
            }) satisfies Changes<'account'>,
        )
        .where('id', '=', link.accountId)
        .returning('credentials_version'),
    )
    .with('consumed', (q) =>
      q
        .updateTable('password_link')
        .set(
          ({ eb }) =>
            ({
              used_at: eb.case().when('id', '=', link.id).then(now).end(),
              superseded_at: eb.case().when('id', '<>', link.id).then(now).end(),
            }) satisfies Changes<'password_link'>,
        )
        .where('account_id', '=', link.accountId)
        .where('used_at', 'is', null)
        .where('superseded_at', 'is', null),
    )
    .with('dropped', (q) =>
      q
        .updateTable('mail_send')
        .set({ state: lit('dropped'), lease_until: null })
        .where('registration_id', '=', link.registrationId)
        .where('state', 'in', lits('due', 'sending'))
        .where('kind', 'in', lits('creation', 'reminder-half-way', 'reminder-last-day')),
    )
    .with('welcome', (q) => insertCaseMail(q, q.selectFrom('completed'), 'welcome', ({ ref }) => ref('completed.id')))
    .with('written', (q) =>
      insertAuditLines(q, q.selectFrom('completed'), ({ ref }) => ({
        event: 'password.created',
        actor: 'person',
        subject: ref('completed.case_number'),
        outcome: 'completed',
        address,
        correlationId,
      })),
    )
    .with('told', (q) =>
      insertMessages(q, q.selectFrom('completed'), 'registration', ({ ref }) => ({
        subject: ref('completed.case_number'),
        correlationId,
      })).returning('id'),
    )
    .selectFrom(['told', 'activated'])
    .select(['told.id as noticeId', 'activated.credentials_version as version', epochNow.as('at')])
    .executeTakeFirstOrThrow();

export interface OtherPassword {
  accountId: string;
  hash: string;
  /** The reset's link that brought it; null when it was changed in a session. */
  linkId: string | null;
  correlationId: string;
}

/**
 * Another password takes the place of an account's: every session, known browser and link ends, and a reset that waits (R22, R52). The
 * transaction holds the account's rows of the guard, then the account.
 */
export const setOtherPassword = (
  tx: EntityManager,
  { accountId, hash, linkId, correlationId }: OtherPassword,
): Promise<SetCredentials> =>
  tables(tx)
    .with('credentials', (q) =>
      q
        .updateTable('account')
        .set(
          ({ eb, ref }) =>
            ({
              password_hash: hash,
              credentials_version: eb('credentials_version', '+', sql.lit(1)),
              recovered_mail_number: linkId === null ? ref('recovered_mail_number') : ref('mail_number'),
            }) satisfies Changes<'account'>,
        )
        .where('id', '=', accountId)
        .returning('credentials_version'),
    )
    .with('links', (q) =>
      q
        .updateTable('password_link')
        .set(
          ({ eb }) =>
            ({
              used_at: eb
                .case()
                .when('id', '=', sql<string>`${linkId}::uuid`)
                .then(now)
                .end(),
              superseded_at: eb
                .case()
                .when('id', 'is distinct from', sql<string>`${linkId}::uuid`)
                .then(now)
                .end(),
            }) satisfies Changes<'password_link'>,
        )
        .where('account_id', '=', accountId)
        .where('used_at', 'is', null)
        .where('superseded_at', 'is', null),
    )
    .with('sessions', (q) => q.deleteFrom('session').where('account_id', '=', accountId))
    .with('devices', (q) =>
      q.deleteFrom('login_guard').where('account_id', '=', accountId).where('is_device', '=', sql.lit(true)),
    )
    .with('reset', (q) =>
      q
        .updateTable('password_reset')
        .set({ state: linkId === null ? lit('replaced') : lit('used'), ended_at: now })
        .where('account_id', '=', accountId)
        .where('state', '=', lit('open'))
        .returning('account_id'),
    )
    .with('dropped', (q) =>
      q
        .updateTable('mail_send')
        .set({ state: lit('dropped'), lease_until: null })
        .where('account_id', '=', accountId)
        .where('kind', '=', lit('reset'))
        .where('state', 'in', lits('due', 'sending')),
    )
    .with('heard', (q) =>
      insertMessages(q, q.selectFrom('reset'), 'password-reset', ({ cast }) => ({
        subject: cast<string>('reset.account_id', 'text'),
        correlationId,
      })),
    )
    .selectFrom('credentials')
    .select(['credentials.credentials_version as version', epochNow.as('at')])
    .executeTakeFirstOrThrow();
