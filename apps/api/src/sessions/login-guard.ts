/**
 * The order of a sign-in is reserve, verify, settle (`docs/journeys/lockout.md`): however many guess at once, no more passwords
 * are verified than failures are allowed; a crash between the two is given back after 30 s. Two round trips, no more.
 */
import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ApiSettings } from '@app/settings';
import {
  bringGuardKeysInStep,
  crashPoint,
  type GuardedAccount,
  releaseAttempt,
  replaceHash,
  reserveAttempt,
  type ReservedAttempt,
  settleAcceptedAttempt,
  settleFailedAttempt,
} from '@app/persistence';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Caller } from '../caller.js';
import { SETTINGS } from '../settings.provider.js';
import { type Device, knownFor } from './device-cookie.js';
import { SignInThrottle } from './sign-in-throttle.js';

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
    crashPoint('api.sign-in.before-reserved');
    const row = await reserveAttempt(em, {
      ...{ id: attemptId, identifier, guardKeys, device, deviceLifetime: knownFor },
      ...{ lockingFailures: this.settings.lockoutFailures, address: { key: addressKey, most } },
    });
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
    const spent = this.throttle.of(attempt.caller);
    crashPoint('api.sign-in.before-refused');
    const { lockoutFailures: lockingFailures } = this.settings;
    const row = await settleFailedAttempt(this.orm.em.fork(), reservedOf(attempt), { lockingFailures, spent });
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
    const { account } = attempt;
    if (!account) throw new Error('nobody signs in');
    const { accountLifetime, sessionIdle, sessionLifetime } = this.settings;
    crashPoint('api.sign-in.before-accepted');
    const row = await settleAcceptedAttempt(this.orm.em.fork(), reservedOf(attempt), {
      ...{ accountId: account.id, credentialsVersion: account.credentialsVersion },
      accountLifetime: accountLifetime.text,
      ...{ sessionIdle: sessionIdle.text, sessionLifetime: sessionLifetime.text },
    });
    crashPoint('api.sign-in.after-accepted');
    return row;
  }

  /** Keeps the same password's hash with today's parameters; never in the place of another password, nor of another such hash (R22, R40). */
  async keepRehash({ account }: Attempt, rehash: string): Promise<void> {
    if (!account) throw new Error('nobody signs in');
    crashPoint('api.rehash.before-kept');
    await replaceHash(this.orm.em.fork(), account, rehash);
    crashPoint('api.rehash.after-kept');
  }

  /** Gives the reservation back: neither a failure nor a sign-in. */
  async release(attempt: Attempt, outcome: string): Promise<void> {
    crashPoint('api.sign-in.before-released');
    await releaseAttempt(this.orm.em.fork(), reservedOf(attempt), outcome);
    crashPoint('api.sign-in.after-released');
  }
}

const reservedOf = ({ id, guardKeys, deviceKey, account, caller }: Attempt): ReservedAttempt => ({
  ...{ id, guardKeys, deviceKey, accountId: account?.id },
  ...{ address: caller.address, correlationId: caller.correlationId },
});

/** While keys rotate: what was counted under one of them counts under each, also what a process that has fewer of them has counted. */
async function bringInStep(em: EntityManager, keys: readonly string[]): Promise<void> {
  crashPoint('api.guard-keys.before-in-step');
  await bringGuardKeysInStep(em, keys);
  crashPoint('api.guard-keys.after-in-step');
}
