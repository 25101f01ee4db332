import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/** Within the workflow task itself … */
export const atOnce: LocalActivityOptions = { startToCloseTimeout: '3s', retry: { maximumAttempts: 1 } };
/** … and where that failed, as an activity that operators see. */
export const whileTheDatabaseIsAway: ActivityOptions = {
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '15s' },
};
