import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';

export const journeysQueue = 'journeys';
/** Apart from the rest, so that a dead relay holds up nothing but mail. */
export const mailQueue = 'mail';

/** « The facts have changed: read them again. » Safe twice, late and out of order; every journey hears it. */
export const factsChanged = defineSignal('factsChanged');

export const searchAttributes = {
  journey: defineSearchAttributeKey('Journey', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD),
  blockedReason: defineSearchAttributeKey('BlockedReason', SearchAttributeType.KEYWORD),
  siret: defineSearchAttributeKey('Siret', SearchAttributeType.KEYWORD),
  caseNumber: defineSearchAttributeKey('CaseNumber', SearchAttributeType.KEYWORD),
};

/**
 * What operators look at: what goes on with a person. Neither the 288 runs of `reconcile` a day, nor other runs of the house, nor
 * mails that an account is sent beside a journey; `IN`, for `!=` finds what has no `Journey` on some servers.
 */
export const operatorsQuery = `Journey IN ("registration", "password-reset", "lockout")`;

export const reconcileWorkflow = 'reconcile';
export const reconcileScheduleId = 'reconcile';
export interface ReconcileActivities {
  /** Starts every live case whose journey is not open; answers how many. */
  restartMissingJourneys(): Promise<number>;
}
