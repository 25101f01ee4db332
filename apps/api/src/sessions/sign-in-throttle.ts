import { Injectable } from '@nestjs/common';
import { AddressLimits } from '../address-limits.js';
import type { Caller } from '../caller.js';

/** R29: whoever locks one account after another is stopped before the tenth: 24 failures an hour lock eight. */
const failures = { points: 24, seconds: 3_600 };

/** What failed sign-ins of one address are counted under: by the guard's own statements, so it costs no round trip. */
@Injectable()
export class SignInThrottle {
  constructor(private readonly limits: AddressLimits) {}

  /** `most`: failures from which on nothing is verified any more; out of reach where limits are off. */
  of(caller: Caller): { key: string; most: number; seconds: number } {
    const { key, factor } = this.limits.countedUnder('sign-in-failure', caller);
    return { key, most: Math.min(failures.points * factor, 2_000_000_000), seconds: failures.seconds };
  }
}
