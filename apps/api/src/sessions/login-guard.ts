/**
 * The order of a sign-in is reserve, verify, settle (`docs/journeys/lockout.md`): however many guess at once, no more passwords
 * are verified than failures are allowed; a crash between the two is given back after `forgottenAfter`. Two round trips, no more.
 */
import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ApiSettings } from '@app/settings';
import { crashPoint } from '@app/persistence';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Caller } from '../caller.js';
import { SETTINGS } from '../settings.provider.js';
import { type Device, knownFor } from './device-cookie.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** Seconds. */
const forgottenAfter = 30;

/** What a verification needs, and what is told of whoever signs in. */
export interface GuardedAccount {
  id: string;
  identifier: string;
  lastName: string;
  firstName: string;
  email: string;
  role: 'administrator' | 'user';
  siret: string;
  establishmentName: string | null;
  /** Null while its password is to be created. */
  passwordHash: string | null;
  credentialsVersion: number;
  hasExpired: boolean;
  lastLoginAt: string | null;
}

/** One attempt that may verify a password, and must be settled. */
export interface Attempt {
  id: string;
  /** Of the identifier's row, one for each guard key. */
  guardKeys: readonly string[];
  /** Of the row of the browser that asks, when it knows this account. */
  deviceKey: string | undefined;
  account: GuardedAccount | null;
  caller: Caller;
}
export type Reservation =
  { is: 'reserved'; attempt: Attempt } | { is: 'locked' } | { is: 'busy' } | { is: 'throttled' };

/** What a wrong password came to, for the browser that tried it. */
export type Failed = { locked: true } | { locked: false; triesLeft?: number };

/** SQL over `g`: attempts in flight that are not forgotten. */
const inFlight = `jsonb_each(g.pending) as p(id, began) where began::text::float8 > extract(epoch from now()) - ${forgottenAfter}`;
/** SQL over `g`: another attempt may be made. Parameter: failures that lock. */
const admits = `g.locked_at is null and g.failures + (select count(*) from ${inFlight}) < ?`;
/** SQL over `g`: the pending attempts with another one, which is the new row's. */
const pendingToo = `(select coalesce(jsonb_object_agg(id, began), '{}') from ${inFlight}) || excluded.pending`;
/** SQL: holds the rows of an attempt, a browser's first, as what unlocks does. Parameter: their keys. */
const holdRows = `select key from login_guard where key = any (?::bpchar[]) order by is_device desc, key for update`;

@Injectable()
export class LoginGuard {
  constructor(
    private readonly orm: MikroORM,
    private readonly throttle: SignInThrottle,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /**
   * Under each of `GUARD_KEYS`, so that a copy of the table tells nobody which identifiers were tried, and processes that do not write with
   * the same key count together. `identifier`: well-formed.
   */
  keysOf(identifier: string): string[] {
    return this.settings.guardKeys.map(({ key }) => createHmac('sha256', key).update(identifier).digest('hex'));
  }

  /**
   * The same statement for identifiers that nobody holds (R25, R32), and with a device cookie or without. A browser that knows the account
   * is admitted by its own row, else by the identifier's; either way the attempt is noted on both.
   */
  async reserve(
    identifier: string,
    attemptId: string,
    caller: Caller,
    device: Device | undefined,
  ): Promise<Reservation> {
    const em = this.orm.em.fork();
    const guardKeys = this.keysOf(identifier);
    if (guardKeys.length > 1) await bringInStep(em, guardKeys);
    const { key: addressKey, most } = this.throttle.of(caller);
    const { accountId = null, credentialsVersion = null, at = null, guardKey: deviceKey = null } = device ?? {};
    const { lockoutFailures } = this.settings;
    crashPoint('api.sign-in.before-reserved');
    const [row] = await em.execute<[Reserved]>(
      `with address as (
         select coalesce((select points from rate_limit
           where key = ? and expire > extract(epoch from now()) * 1000), 0) >= ?::int as throttled),
       known as (
         select a.id, json_build_object('id', a.id, 'identifier', a.identifier, 'lastName', a.last_name,
             'firstName', a.first_name, 'email', a.email, 'role', a.role, 'siret', a.siret, 'establishmentName', e.name,
             'passwordHash', a.password_hash, 'credentialsVersion', a.credentials_version,
             'hasExpired', coalesce(a.expires_at <= now(), false), 'lastLoginAt', a.last_login_at) as account,
           coalesce(a.id = ?::uuid and a.credentials_version = ?::int
             and to_timestamp(?::float8) > now() - ${knownFor}, false) as by_device
         from account a left join establishment e on e.siret = a.siret where a.identifier = ?),
       own as (
         insert into login_guard as g (key, account_id, is_device, pending)
         select ?, known.id, true, jsonb_build_object(?::text, extract(epoch from now()))
         from address, known where not throttled and known.by_device
         on conflict (key) do update set touched_at = now(), pending = ${pendingToo} where ${admits}
         returning key),
       reserved as (
         insert into login_guard as g (key, account_id, pending)
         select common.key, (select id from known), jsonb_build_object(?::text, extract(epoch from now()))
         from address, (select count(*) from own) as first, unnest(?::text[]) as common (key) where not throttled order by common.key
         on conflict (key) do update set touched_at = now(), account_id = excluded.account_id, pending = ${pendingToo}
         where exists (select from own) or ${admits}
         returning key)
       select (select count(*) from reserved) = ? as reserved, exists (select from known where by_device) as "byDevice", address.throttled,
         exists (select from login_guard where key = any (?::bpchar[]) and locked_at is not null)
           and not exists (select from known left join login_guard g on g.key = ? where known.by_device and g.locked_at is null)
           as locked,
         (select account from known) as account
       from address`,
      [
        ...[addressKey, most, accountId, credentialsVersion, at, identifier],
        ...[deviceKey, attemptId, lockoutFailures, attemptId, asArray(guardKeys), lockoutFailures],
        ...[guardKeys.length, asArray(guardKeys), deviceKey],
      ],
    );
    crashPoint('api.sign-in.after-reserved');
    if (row.throttled) return { is: 'throttled' };
    if (!row.reserved) return { is: row.locked ? 'locked' : 'busy' };
    const ownKey = row.byDevice ? device?.guardKey : undefined;
    return { is: 'reserved', attempt: { id: attemptId, guardKeys, deviceKey: ownKey, account: row.account, caller } };
  }

  /**
   * Counts the failure, on the identifier's row and the browser's own; answers whether this browser is locked now, else how many tries are left.
   * The failure that locks the identifier writes the notice (F10). One whose reservation is gone, for a reset came meanwhile, counts against nobody (R27).
   */
  async settleFailed(attempt: Attempt): Promise<Failed> {
    const { id, guardKeys, account, caller } = attempt;
    const { correlationId, address } = caller;
    const subject = account?.id ?? 'unknown';
    const spent = this.throttle.of(caller);
    crashPoint('api.sign-in.before-refused');
    const [row] = await this.orm.em.fork().execute<[{ locked: boolean | null; failures: number | null }]>(
      `with held as (${holdRows}),
       settled as (
         update login_guard g set pending = g.pending - ?::text, failures = g.failures + 1, touched_at = now(),
           locked_at = case when g.failures + 1 >= ? then coalesce(g.locked_at, now()) else g.locked_at end
         from held where g.key = held.key and jsonb_exists(g.pending, ?)
         returning g.is_device, g.failures, g.locked_at is not null as locked, coalesce(g.locked_at = now(), false) as locks),
       lock as (
         insert into lockout (guard_key, account_id, correlation_id)
         select ?, ?::uuid, ? from settled where not is_device having bool_or(locks) and not bool_or(locked and not locks)
         on conflict do nothing returning id),
       notice as (insert into notice (journey, subject, correlation_id) select 'lockout', id::text, ? from lock),
       ${spendOne},
       line as (
         insert into audit_event (event, actor, subject, outcome, address, correlation_id)
         select event, actor, ?::text, outcome, ?::text, ?::text from (
           select 'sign-in.refused' as event, 'person' as actor, 'credentials-refused' as outcome
           union all select 'identifier.locked', 'system', 'locked' from lock
           union all select 'browser.locked', 'system', 'locked' from settled where is_device and locks) as lines)
       select bool_or(locked) filter (where not is_device) and coalesce(bool_and(locked) filter (where is_device), true) as locked,
         coalesce(max(failures) filter (where is_device), max(failures)) as failures
       from settled`,
      [
        ...[rowsOf(attempt), id, this.settings.lockoutFailures, id],
        ...[guardKeys[0], account?.id ?? null, correlationId, correlationId],
        ...[spent.key, spent.seconds, subject, address, correlationId],
      ],
    );
    crashPoint('api.sign-in.after-refused');
    if (row.locked) return { locked: true };
    const triesLeft = row.failures === null ? 0 : this.settings.lockoutFailures - row.failures;
    return { locked: false, ...(triesLeft > 0 && { triesLeft }) };
  }

  /**
   * The right password of an account that may sign in: counters cleared, end moved. Conditional on the credentials that were verified, so
   * that a password set meanwhile wins; then the answer is undefined. A lock of the identifier stays: only what unlocks lifts it (R51).
   * Rows under keys that other processes have are cleared too.
   */
  async settleSucceeded(attempt: Attempt): Promise<{ expiresAt: string; at: number } | undefined> {
    const { id, account, caller } = attempt;
    if (!account) throw new Error('nobody signs in');
    const { accountLifetime, sessionIdle, sessionLifetime } = this.settings;
    crashPoint('api.sign-in.before-accepted');
    const [row] = await this.orm.em.fork().execute<{ expiresAt: string; at: number }[]>(
      `with held as (
         select key, is_device, locked_at is null and jsonb_exists(pending, ?) as opens, key = any (?::bpchar[]) as is_common
         from login_guard where key = any (?::bpchar[]) or account_id = ?::uuid and not is_device
         order by is_device desc, key for update),
       known as (
         update account set last_login_at = now(), expires_at = now() + ?::interval
         where id = ? and credentials_version = ? and status = 'active' and expires_at > now()
           and (select coalesce(bool_or(opens) filter (where is_device), false)
                  or coalesce(bool_and(opens) filter (where is_common), false) from held)
         returning id, expires_at),
       released as (
         update login_guard g set pending = g.pending - ?::text from held
         where g.key = held.key and not exists (select from known)),
       cleared as (
         update login_guard g set pending = g.pending - ?::text,
           failures = case when g.is_device or g.locked_at is null then 0 else g.failures end,
           locked_at = case when g.is_device then null else g.locked_at end
         from held, known where g.key = held.key),
       swept as (
         delete from session where account_id = ? and (credentials_version <> ?
           or seen_at < now() - ?::interval or opened_at < now() - ?::interval)),
       line as (
         insert into audit_event (event, actor, subject, outcome, address, correlation_id)
         select case when known.id is null then 'sign-in.refused' else 'sign-in.accepted' end, 'person', verified.id,
           case when known.id is null then 'overtaken' else 'signed-in' end, ?, ?
         from (values (?::text)) as verified (id) left join known on true)
       select expires_at as "expiresAt", floor(extract(epoch from now()))::int as at from known`,
      [
        ...[id, asArray(attempt.guardKeys), rowsOf(attempt), account.id],
        ...[accountLifetime.text, account.id, account.credentialsVersion, id, id],
        ...[account.id, account.credentialsVersion, sessionIdle.text, sessionLifetime.text],
        ...[caller.address, caller.correlationId, account.id],
      ],
    );
    crashPoint('api.sign-in.after-accepted');
    return row;
  }

  /** Keeps the same password's hash with today's parameters; never in the place of another password, nor of another such hash (R22, R40). */
  async keepRehash({ account }: Attempt, rehash: string): Promise<void> {
    if (!account) throw new Error('nobody signs in');
    crashPoint('api.rehash.before-kept');
    await this.orm.em
      .fork()
      .execute(
        'update account set password_hash = ? where id = ? and credentials_version = ? and password_hash = ?',
        [rehash, account.id, account.credentialsVersion, account.passwordHash],
        'run',
      );
    crashPoint('api.rehash.after-kept');
  }

  /** Gives the reservation back: neither a failure nor a sign-in. */
  async release(attempt: Attempt, outcome: string): Promise<void> {
    const { id, account, caller } = attempt;
    crashPoint('api.sign-in.before-released');
    await this.orm.em.fork().execute(
      `with held as (${holdRows}),
       released as (update login_guard g set pending = g.pending - ?::text from held where g.key = held.key)
       insert into audit_event (event, actor, subject, outcome, address, correlation_id)
       values ('sign-in.refused', 'person', ?, ?, ?, ?)`,
      [rowsOf(attempt), id, account?.id ?? 'unknown', outcome, caller.address, caller.correlationId],
      'run',
    );
    crashPoint('api.sign-in.after-released');
  }
}

interface Reserved {
  reserved: boolean;
  byDevice: boolean;
  locked: boolean;
  throttled: boolean;
  account: GuardedAccount | null;
}

/** As PostgreSQL reads an array; the keys are hex. */
const asArray = (keys: readonly string[]): string => `{${keys.join(',')}}`;
const rowsOf = ({ guardKeys, deviceKey }: Attempt): string =>
  asArray(deviceKey === undefined ? guardKeys : [...guardKeys, deviceKey]);

/** While keys rotate: what was counted under one of them counts under each, also what a process that has fewer of them has counted. */
async function bringInStep(em: EntityManager, keys: readonly string[]): Promise<void> {
  crashPoint('api.guard-keys.before-in-step');
  await em.execute(
    `with held as (
       select account_id, failures, locked_at, touched_at from login_guard where key = any (?::bpchar[]) order by key for update),
     newest as (
       select max(account_id::text)::uuid as account_id, max(failures) as failures, min(locked_at) as locked_at,
         max(touched_at) as touched_at from held having count(*) > 0)
     insert into login_guard as g (key, account_id, failures, locked_at, touched_at)
     select common.key, newest.* from newest, unnest(?::text[]) as common (key) order by common.key
     on conflict (key) do update set failures = greatest(g.failures, excluded.failures),
       locked_at = coalesce(g.locked_at, excluded.locked_at)
     where g.failures < excluded.failures or g.locked_at is null and excluded.locked_at is not null`,
    [asArray(keys), asArray(keys)],
    'run',
  );
  crashPoint('api.guard-keys.after-in-step');
}

/** SQL, a row of the library that counts what addresses ask for: its table, its clock in epoch milliseconds. */
const spendOne = `spent as (
  insert into rate_limit as l (key, points, expire) values (?, 1, (extract(epoch from now()) + ?) * 1000)
  on conflict (key) do update set
    points = case when l.expire > extract(epoch from now()) * 1000 then l.points + 1 else 1 end,
    expire = case when l.expire > extract(epoch from now()) * 1000 then l.expire else excluded.expire end)`;
