import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseIdentifier } from '@app/domain';
import { AddressLimits } from '../address-limits.js';
import type { Caller } from '../caller.js';
import { Metrics } from '../metrics/metrics.js';
import { isOutdated, PasswordHasher } from '../passwords/password-hasher.js';
import { Problem, problem } from '../problem.js';
import type { GuardedAccount } from '@app/persistence';
import { type Attempt, LoginGuard } from './login-guard.js';
import type { Device } from './device-cookie.js';
import type { SignedIn } from './signed-in.js';

/** A password that was found to be right, still to be settled by whoever asked. */
export interface Verified {
  attempt: Attempt;
  account: GuardedAccount;
  /** Of the same password, prepared and with today's parameters, when it was kept otherwise. */
  rehash: string | null;
}

/** Every path that checks a password goes through here, so that all of them share one counter (R31). */
@Injectable()
export class SignInService {
  constructor(
    private readonly guard: LoginGuard,
    private readonly hasher: PasswordHasher,
    private readonly limits: AddressLimits,
    private readonly metrics: Metrics,
  ) {}

  /**
   * 401 `credentials-refused` | `identifier-locked`, 403 `account-expired` (with the right password only), 429 `try-again` |
   * `too-many-requests`, 503 `overloaded`. In none of them does it show whether anybody holds the identifier (R25, R32).
   */
  async signIn(
    typed: string,
    password: string,
    caller: Caller,
    device: Device | undefined,
  ): Promise<SignedIn & { at: number }> {
    const { attempt, account, rehash } = await this.verify(typed, password, caller, device);
    const settled = await this.guard.settleSucceeded(attempt);
    // What was verified has changed meanwhile: the password was reset.
    if (!settled) throw problem('credentials-refused');
    if (rehash !== null) await this.guard.keepRehash(attempt, rehash);
    return {
      at: settled.at,
      accountId: account.id,
      credentialsVersion: account.credentialsVersion,
      identifier: account.identifier,
      lastName: account.lastName,
      firstName: account.firstName,
      role: account.role,
      siret: account.siret,
      establishmentName: account.establishmentName,
      expiresAt: settled.expiresAt,
      previousLoginAt: account.lastLoginAt,
    };
  }

  /** Slot, reserve, verify; a wrong password is settled, a right one is left to be settled. */
  async verify(typed: string, password: string, caller: Caller, device: Device | undefined): Promise<Verified> {
    try {
      const verified = await this.verifiedOnce(typed, password, caller, device);
      this.metrics.passwordChecked('right');
      return verified;
    } catch (error) {
      if (error instanceof Problem) this.metrics.passwordChecked(error.code);
      throw error;
    }
  }

  private async verifiedOnce(
    typed: string,
    password: string,
    caller: Caller,
    device: Device | undefined,
  ): Promise<Verified> {
    const identifier = parseIdentifier(typed);
    if (identifier === undefined) await this.limits.spend('malformedSignIn', caller);
    const verdict = await this.hasher.withSlot(async (slot) => {
      if (identifier === undefined) return void (await slot.verify(null, password));
      const attempt = await this.reserved(identifier, caller, device);
      const hash = attempt.account?.passwordHash ?? null;
      const verdict = await slot.verify(hash, password);
      const right = verdict !== 'wrong';
      const isKeptOtherwise = hash !== null && (isOutdated(hash) || verdict === 'right-as-typed');
      const rehash = right && isKeptOtherwise ? await slot.hash(password) : null;
      return { attempt, right, rehash };
    });
    if (!verdict) throw problem('credentials-refused');
    const { attempt, right, rehash } = verdict;
    const { account } = attempt;
    if (!right || !account) {
      const { locked, ...left } = await this.guard.settleFailed(attempt);
      throw locked ? problem('identifier-locked') : problem('credentials-refused', left);
    }
    if (account.hasExpired) {
      await this.guard.release(attempt, 'account-expired');
      throw problem('account-expired');
    }
    return { attempt, account, rehash };
  }

  private async reserved(identifier: string, caller: Caller, device: Device | undefined): Promise<Attempt> {
    const reservation = await this.guard.reserve(identifier, randomUUID(), caller, device);
    switch (reservation.is) {
      case 'reserved':
        return reservation.attempt;
      case 'locked':
        throw problem('identifier-locked');
      case 'busy':
        throw problem('try-again', { retryAfter: 1 });
      case 'throttled':
        throw problem('too-many-requests', { retryAfter: 600 });
    }
  }
}
