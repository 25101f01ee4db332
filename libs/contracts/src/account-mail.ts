import type { BlockedReason } from './registration.js';

/** Tells an account apart: opaque, so it may travel through Temporal. */
export interface AccountRef {
  /** Uuid of the account. */
  accountId: string;
  /** Of the request that began it: the same in the logs of api and worker. */
  correlationId: string;
}

/** Mail about an account. The transaction that decides on a message writes it down as due; the journey of its kind sends it. */
export const accountMailKinds = [
  'reset',
  'locked',
  'locked-reminder',
  'password-changed',
  'account-expired',
  'identifier-shown',
  'renewal-asked',
] as const;
export type AccountMailKind = (typeof accountMailKinds)[number];

/** Which journey sends a kind; what no other waits on is the business of `account-mail`. */
export const mailOfJourney = {
  'password-reset': ['reset'],
  lockout: ['locked', 'locked-reminder'],
  'account-mail': ['password-changed', 'account-expired', 'identifier-shown', 'renewal-asked'],
} as const satisfies Record<string, readonly AccountMailKind[]>;

/** The workflow's type. It sends what an account's holder must be told beside any other journey, and ends. */
export const accountMailWorkflow = 'accountMail';
export const accountMailWorkflowId = (accountId: string): string => `account-mail:${accountId}`;

export interface AccountMailFacts {
  due: AccountMailKind[];
}
export type AccountMailEnding = 'sent';

export interface AccountMailActivities {
  readAccountMail(ref: AccountRef): Promise<AccountMailFacts>;
  /** Records that a message could not leave for 3 days. A younger one, asked for since, is left alone. */
  giveUpAccountMail(ref: AccountRef, kind: AccountMailKind, reason: BlockedReason): Promise<void>;
}

/** Of the mail queue. */
export interface AccountMailSendingActivities {
  /** Sends what is due of this kind, newest first, until nothing is. */
  sendAccountMail(ref: AccountRef, kind: AccountMailKind): Promise<void>;
}
