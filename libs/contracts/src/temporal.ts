import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

export const journeysQueue = 'journeys';
/** Apart from the rest, so that a dead relay holds up nothing but mail. */
export const mailQueue = 'mail';

export const searchAttributes = {
  journey: defineSearchAttributeKey('Journey', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD),
  blockedReason: defineSearchAttributeKey('BlockedReason', SearchAttributeType.KEYWORD),
  siret: defineSearchAttributeKey('Siret', SearchAttributeType.KEYWORD),
  caseNumber: defineSearchAttributeKey('CaseNumber', SearchAttributeType.KEYWORD),
};

export const reconcileWorkflow = 'reconcile';
export const reconcileScheduleId = 'reconcile';
export interface ReconcileActivities {
  /** Starts every live case whose journey is not open; answers how many. */
  restartMissingJourneys(): Promise<number>;
}
