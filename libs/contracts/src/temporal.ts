import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';

export const journeysQueue = 'journeys';
/** Apart from the rest, so that a dead relay holds up nothing but mail. */
export const mailQueue = 'mail';

/** « The facts have changed: look again. » Safe twice, late and out of order; every journey hears it. */
export const knock = defineSignal('knock');

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
