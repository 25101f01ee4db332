import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';

/** Activities that look at the facts or change them: within the workflow task itself, and where that failed, as operators see them. */
export const quickSteps = <Activities extends object>() => ({
  atOnce: proxyLocalActivities<Activities>({ startToCloseTimeout: '3s', retry: { maximumAttempts: 1 } }),
  patiently: proxyActivities<Activities>({
    startToCloseTimeout: '10s',
    retry: { initialInterval: '1s', maximumInterval: '15s' },
  }),
});
