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
  guardKey: string;
  account: GuardedAccount | null;
  caller: Caller;
}
export type Reservation =
  { is: 'reserved'; attempt: Attempt } | { is: 'locked' } | { is: 'busy' } | { is: 'throttled' };

/** SQL over `g`: attempts in flight that are not forgotten. */
const inFlight = `jsonb_each(g.pending) as p(id, began) where began::text::float8 > extract(epoch from now()) - ${forgottenAfter}`;

@Injectable()
export class LoginGuard {
  constructor(
    private readonly orm: MikroORM,
    private readonly throttle: SignInThrottle,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** Keyed, so that a copy of the table tells nobody which identifiers were tried. `identifier`: well-formed. */
  keyOf(identifier: string): string {
    return this.keysOf(identifier)[0];
  }

  /** The same statement for identifiers that nobody holds (R25, R32). */
  async reserve(identifier: string, attemptId: string, caller: Caller): Promise<Reservation> {
    const em = this.orm.em.fork();
    const [guardKey, ...earlier] = this.keysOf(identifier);
    if (earlier.length > 0) await carryOver(em, guardKey, earlier);
    const { key: addressKey, most } = this.throttle.of(caller);
    crashPoint('api.sign-in.before-reserved');
    const [row] = await em.execute<
      [{ reserved: boolean; locked: boolean | null; throttled: boolean; account: GuardedAccount | null }]
    >(
      `with address as (
         select coalesce((select points from rate_limit
           where key = ? and expire > extract(epoch from now()) * 1000), 0) >= ?::int as throttled),
       reserved as (
         insert into login_guard as g (key, pending)
         select ?, jsonb_build_object(?::text, extract(epoch from now())) from address where not throttled
         on conflict (key) do update set touched_at = now(),
           pending = (select coalesce(jsonb_object_agg(id, began), '{}') from ${inFlight}) || excluded.pending
         where g.locked_at is null and g.failures + (select count(*) from ${inFlight}) < ?
         returning key)
       select exists (select from reserved) as reserved, address.throttled,
         (select locked_at is not null from login_guard where key = ?) as locked,
         (select json_build_object('id', a.id, 'identifier', a.identifier, 'lastName', a.last_name, 'firstName', a.first_name,
            'email', a.email, 'role', a.role, 'siret', a.siret, 'establishmentName', e.name, 'passwordHash', a.password_hash,
            'credentialsVersion', a.credentials_version, 'hasExpired', coalesce(a.expires_at <= now(), false),
            'lastLoginAt', a.last_login_at)
          from account a left join establishment e on e.siret = a.siret where a.identifier = ?) as account
       from address`,
      [addressKey, most, guardKey, attemptId, this.settings.lockoutFailures, guardKey, identifier],
    );
    crashPoint('api.sign-in.after-reserved');
    if (row.reserved) return { is: 'reserved', attempt: { id: attemptId, guardKey, account: row.account, caller } };
    if (row.throttled) return { is: 'throttled' };
    return { is: row.locked ? 'locked' : 'busy' };
  }

  /**
   * Counts the failure; answers whether the identifier is locked now. The failure that locks writes the notice (F10). One whose
   * reservation is gone, for a reset came meanwhile, counts against nobody (R27).
   */
  async settleFailed({ id, guardKey, account, caller }: Attempt): Promise<boolean> {
    const { correlationId, address } = caller;
    const spent = this.throttle.of(caller);
    crashPoint('api.sign-in.before-refused');
    const [row] = await this.orm.em.fork().execute<{ locked: boolean }[]>(
      `with settled as (
         update login_guard set pending = pending - ?::text, failures = failures + 1, touched_at = now(),
           locked_at = case when failures + 1 >= ? then coalesce(locked_at, now()) else locked_at end
         where key = ? and jsonb_exists(pending, ?) returning key, locked_at is not null as locked, locked_at = now() as locks),
       lock as (
         insert into lockout (guard_key, account_id, correlation_id) select key, ?::uuid, ? from settled where locks
         on conflict do nothing returning id),
       notice as (insert into notice (journey, subject, correlation_id) select 'lockout', id::text, ? from lock),
       ${spendOne},
       line as (
         insert into audit_event (event, actor, subject, outcome, address, correlation_id)
         select 'sign-in.refused', 'person', ?::text, 'credentials-refused', ?::text, ?::text
         union all select 'identifier.locked', 'system', ?::text, 'locked', ?::text, ?::text from lock)
       select locked from settled`,
      [
        ...[id, this.settings.lockoutFailures, guardKey, id, account?.id ?? null, correlationId, correlationId],
        ...[spent.key, spent.seconds],
        ...[account?.id ?? 'unknown', address, correlationId, account?.id ?? 'unknown', address, correlationId],
      ],
    );
    crashPoint('api.sign-in.after-refused');
    return row?.locked ?? false;
  }

  /**
   * The right password of an account that may sign in: counter cleared, end moved, an older hash replaced. Conditional on
   * what was verified, so that a password changed meanwhile wins and is never written over; then the answer is undefined.
   */
  async settleSucceeded(attempt: Attempt, rehash: string | null): Promise<{ expiresAt: string } | undefined> {
    const { id, guardKey, account, caller } = attempt;
    if (!account) throw new Error('nobody signs in');
    const { accountLifetime, sessionIdle, sessionLifetime } = this.settings;
    crashPoint('api.sign-in.before-accepted');
    const [row] = await this.orm.em.fork().execute<{ expiresAt: string }[]>(
      `with guard as (
         select key from login_guard where key = ? and locked_at is null and jsonb_exists(pending, ?) for update),
       known as (
         update account set last_login_at = now(), expires_at = now() + ?::interval,
           password_hash = coalesce(?, password_hash)
         where id = ? and credentials_version = ? and password_hash = ? and status = 'active' and expires_at > now()
           and exists (select from guard)
         returning id, expires_at),
       cleared as (
         update login_guard set pending = pending - ?::text,
           failures = case when exists (select from known) then 0 else failures end
         where key = ?),
       swept as (
         delete from session where account_id = ? and (credentials_version <> ?
           or seen_at < now() - ?::interval or opened_at < now() - ?::interval)),
       line as (
         insert into audit_event (event, actor, subject, outcome, address, correlation_id)
         select case when known.id is null then 'sign-in.refused' else 'sign-in.accepted' end, 'person', verified.id,
           case when known.id is null then 'overtaken' else 'signed-in' end, ?, ?
         from (values (?::text)) as verified (id) left join known on true)
       select expires_at as "expiresAt" from known`,
      [
        ...[guardKey, id, accountLifetime.text, rehash],
        ...[account.id, account.credentialsVersion, account.passwordHash, id, guardKey],
        ...[account.id, account.credentialsVersion, sessionIdle.text, sessionLifetime.text],
        ...[caller.address, caller.correlationId, account.id],
      ],
    );
    crashPoint('api.sign-in.after-accepted');
    return row;
  }

  /** Gives the reservation back: neither a failure nor a sign-in. */
  async release({ id, guardKey, account, caller }: Attempt, outcome: string): Promise<void> {
    crashPoint('api.sign-in.before-released');
    await this.orm.em.fork().execute(
      `with released as (update login_guard set pending = pending - ?::text where key = ?)
       insert into audit_event (event, actor, subject, outcome, address, correlation_id)
       values ('sign-in.refused', 'person', ?, ?, ?, ?)`,
      [id, guardKey, account?.id ?? 'unknown', outcome, caller.address, caller.correlationId],
      'run',
    );
    crashPoint('api.sign-in.after-released');
  }

  private keysOf(identifier: string): [string, ...string[]] {
    const keys = this.settings.guardKeys.map(({ key }) => createHmac('sha256', key).update(identifier).digest('hex'));
    return keys as [string, ...string[]];
  }
}

/** While keys rotate: what was counted under an earlier one goes on counting. */
async function carryOver(em: EntityManager, key: string, earlier: string[]): Promise<void> {
  crashPoint('api.guard-key.before-moved');
  await em.execute(
    `with moved as (
       update login_guard set key = ? where key in (select key from login_guard where key in (${earlier.map(() => '?').join()})
         order by touched_at desc limit 1) and not exists (select from login_guard where key = ?))
     update lockout set guard_key = ? where guard_key in (${earlier.map(() => '?').join()}) and ended_at is null`,
    [key, ...earlier, key, key, ...earlier],
    'run',
  );
  crashPoint('api.guard-key.after-moved');
}

/** SQL, a row of the library that counts what addresses ask for: its table, its clock in epoch milliseconds. */
const spendOne = `spent as (
  insert into rate_limit as l (key, points, expire) values (?, 1, (extract(epoch from now()) + ?) * 1000)
  on conflict (key) do update set
    points = case when l.expire > extract(epoch from now()) * 1000 then l.points + 1 else 1 end,
    expire = case when l.expire > extract(epoch from now()) * 1000 then l.expire else excluded.expire end)`;
