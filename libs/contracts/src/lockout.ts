import type { AccountMailKind, AccountRef } from './account-mail.js';

/** Tells a lock apart; only those of an account's identifier have a journey. */
export interface LockoutRef extends AccountRef {
  /** Uuid of the lock. */
  lockoutId: string;
}

export const lockoutWorkflow = 'lockout';
export const lockoutWorkflowId = (lockoutId: string): string => `lockout:${lockoutId}`;

export interface LockoutFacts {
  /** `ended`: the account has expired or is no more. `gone`: the database knows no such lock. */
  stage: 'locked' | 'unlocked' | 'ended' | 'gone';
  /** The owner has not been told of this lock yet, nor decided to be told enough. */
  untold: boolean;
  /** When the owner is reminded, once; null when that is past or done. ISO 8601. */
  remindAt: string | null;
  /** When the account ends, and the lock with it. */
  until: string | null;
  due: AccountMailKind[];
}
export type LockoutEnding = Exclude<LockoutFacts['stage'], 'locked'>;

export interface LockoutActivities {
  readLockout(ref: LockoutRef): Promise<LockoutFacts>;
  /** A message becomes due, once per lock, unless one of the last 24 hours told the same. */
  tellOwner(ref: LockoutRef): Promise<LockoutFacts>;
  /** The reminder becomes due, once, if its time has come by the database's clock. */
  remindOwner(ref: LockoutRef): Promise<LockoutFacts>;
  /** Ends with the account, by the database's clock only. */
  closeLockout(ref: LockoutRef): Promise<LockoutFacts>;
}
