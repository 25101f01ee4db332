import type { AccountMailKind, AccountRef } from './account-mail.js';
import type { BlockedReason } from './registration.js';

export const passwordResetWorkflow = 'passwordReset';
export const passwordResetWorkflowId = (accountId: string): string => `password-reset:${accountId}`;

/** Where the facts say the newest reset of an account stands. */
export interface PasswordResetFacts {
  /** `gone`: the database knows of no reset (an older copy was restored, or the account was erased). */
  stage: 'open' | 'used' | 'expired' | 'replaced' | 'gone';
  /** Of its newest message, when only a person can mend it; the reset stays open, for another may be asked for. */
  blockedReason: BlockedReason | null;
  /** When the reset ends by itself, ISO 8601. */
  until: string | null;
  due: AccountMailKind[];
}
export type PasswordResetEnding = Exclude<PasswordResetFacts['stage'], 'open'>;

export interface PasswordResetActivities {
  readPasswordReset(ref: AccountRef): Promise<PasswordResetFacts>;
  /** Expires by the database's clock only; otherwise the facts name the new `until`. */
  closePasswordReset(ref: AccountRef): Promise<PasswordResetFacts>;
}
