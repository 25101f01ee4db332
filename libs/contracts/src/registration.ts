import { defineQuery, defineUpdate } from '@temporalio/workflow';

/** Tells a registration apart: no personal data, so it may travel through Temporal. */
export interface RegistrationRef {
  /** `PRC-XXXX-XXXX`, Crockford base 32. */
  caseNumber: string;
  /** Of the request that began the journey: the same in the logs of api and worker. */
  correlationId: string;
}

/** The workflow's type: api and relay start it by name, never by import. */
export const registrationWorkflow = 'registration';
export const registrationWorkflowId = (caseNumber: string): string => `registration:${caseNumber}`;

export const liveRegistrationStatuses = ['checking', 'under-review', 'awaiting-password', 'completed'] as const;
export const registrationStatuses = [...liveRegistrationStatuses, 'refused', 'expired', 'cancelled'] as const;
export type RegistrationStatus = (typeof registrationStatuses)[number];

/** What only a person can mend (`docs/journeys/registration.md`): a note beside the stage, never a stage. */
export const blockedReasons = ['mail-refused', 'mail-undelivered', 'directory-unavailable', 'technical'] as const;
export type BlockedReason = (typeof blockedReasons)[number];

/**
 * The `type` of an activity's failure, and what it blocks once nothing is tried any more. `mail-refused` is final at once, the others are
 * tried again for 3 days. A failure of any other type was not foreseen: it blocks as `technical`.
 */
export const blockingFailures = {
  'directory-unavailable': 'directory-unavailable',
  'mail-refused': 'mail-refused',
  /** Another attempt holds the mail. */
  'mail-busy': 'mail-undelivered',
  'mail-relay-away': 'mail-undelivered',
  'mail-deferred': 'mail-undelivered',
  'mail-ambiguous': 'mail-undelivered',
} as const satisfies Record<string, BlockedReason>;
export type BlockingFailure = keyof typeof blockingFailures;

export const refusalReasons = [
  'establishment-unknown',
  'establishment-closed',
  'establishment-not-eligible',
  'after-review',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Mail that the facts ask for. The transaction that decides on a message writes it down as due; the journey sends what is due. */
export const mailKinds = [
  'creation',
  'reminder-half-way',
  'reminder-last-day',
  'address-changed',
  'welcome',
  'expired',
  'refused',
  'cancelled',
] as const;
export type MailKind = (typeof mailKinds)[number];
export type ReminderKind = Extract<MailKind, `reminder-${string}`>;
export type EndingMailKind = Extract<MailKind, 'expired' | 'refused' | 'cancelled'>;

/** Where the facts say a registration stands. */
export interface RegistrationFacts {
  /** Grows with every change of the case: of two readings, the later one has the larger. */
  revision: number;
  /** `gone`: the database no longer knows the case (an older copy was restored): nothing may be done in its name. */
  stage: RegistrationStatus | 'gone';
  reason: string | null;
  /** Support has accepted a case that was under review. */
  approved: boolean;
  blockedReason: BlockedReason | null;
  /** ISO 8601; end of the review or of the creation link, by the stage. */
  until: string | null;
  nextReminder: { kind: ReminderKind; at: string } | null;
  /** Messages decided and neither accepted by the relay nor given up, oldest first. */
  due: MailKind[];
}

/** The answer of the eligibility rule, with the rule that decided, so that it explains itself. */
export interface EligibilityVerdict {
  access: 'yes' | 'review' | 'no';
  /** Such as `legal-category:7210`, `override:allow`, `unknown-category`, `not-diffusible`, `closed`. */
  rule: string;
  /** With `no` only. */
  reason?: Exclude<RefusalReason, 'after-review'>;
}

/** What an operator may say with an update sent from the Temporal UI or CLI. Never a name of the person concerned. */
export interface OperatorNote {
  operator?: string;
  reason?: string;
}
export type OperatorDecision = 'retry' | 'approve' | 'refuse' | 'cancel';

export type RegistrationAnswer =
  | { status: 'checking' | 'under-review' | 'awaiting-password' | 'completed' | 'expired' | 'cancelled' | 'gone' }
  | { status: 'refused'; reason: string };
export type RegistrationEnding = 'completed' | `refused: ${string}` | 'expired' | 'cancelled' | 'gone';

/** Sent with the start, again and again until heard; the update id is the registration's uuid, so every call gets the one answer. */
export const register = defineUpdate<RegistrationAnswer>('register');
export const retryStep = defineUpdate<string, [OperatorNote]>('retryStep');
export const approve = defineUpdate<string, [OperatorNote]>('approve');
export const refuse = defineUpdate<string, [OperatorNote]>('refuse');
export const cancel = defineUpdate<string, [OperatorNote]>('cancel');
export const getProgress = defineQuery<RegistrationFacts | null>('getProgress');

export type RegistrationClosing = { as: 'expired' } | { as: 'refused'; reason: RefusalReason; tellByMail: boolean };

/** Each is idempotent and answers the smallest fact; `ref` comes first so that one interceptor can log it. */
export interface RegistrationActivities {
  readRegistration(ref: RegistrationRef): Promise<RegistrationFacts>;
  checkEligibility(ref: RegistrationRef): Promise<EligibilityVerdict>;
  /** Establishment, pending account with its identifier, deadline, creation mail due. */
  openRegistration(ref: RegistrationRef): Promise<RegistrationFacts>;
  beginReview(ref: RegistrationRef): Promise<RegistrationFacts>;
  /** Expires by the database's clock only; `not-yet` facts name the new `until`. */
  closeRegistration(ref: RegistrationRef, ending: RegistrationClosing): Promise<RegistrationFacts>;
  noteBlocked(ref: RegistrationRef, reason: BlockedReason): Promise<RegistrationFacts>;
  /** Records that a message could not leave for 3 days; the creation mail's failure blocks the case, others' do not. A younger one, asked for since, is left alone. */
  giveUpMail(ref: RegistrationRef, kind: MailKind, reason: BlockedReason): Promise<RegistrationFacts>;
  /** The reminder becomes due, once, if its time has come by the database's clock. */
  makeReminderDue(ref: RegistrationRef, kind: ReminderKind): Promise<RegistrationFacts>;
  /** Applies an operator's decision if the facts allow it, and writes its audit line; `decisionId` makes it count once. */
  decide(
    ref: RegistrationRef,
    decision: OperatorDecision,
    decisionId: string,
    note: OperatorNote,
  ): Promise<{ applied: boolean; facts: RegistrationFacts }>;
}

/** Of the mail queue. */
export interface RegistrationMailActivities {
  sendCreationMail(ref: RegistrationRef): Promise<RegistrationFacts>;
  sendReminder(ref: RegistrationRef, kind: ReminderKind): Promise<RegistrationFacts>;
  sendWelcomeMail(ref: RegistrationRef): Promise<RegistrationFacts>;
  sendAddressChangedMail(ref: RegistrationRef): Promise<RegistrationFacts>;
  sendEndingMail(ref: RegistrationRef, kind: EndingMailKind): Promise<RegistrationFacts>;
}
