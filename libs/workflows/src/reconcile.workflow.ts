/** Every 5 minutes (Schedule `reconcile`): a live case whose journey is not open gets it back. No case waits on a lost store. */
import type { ReconcileActivities } from '@app/contracts';
import { proxyActivities } from '@temporalio/workflow';

const { restartMissingJourneys } = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '4 minutes',
  retry: { maximumAttempts: 3 },
});

export async function reconcile(): Promise<string> {
  return `${await restartMissingJourneys()} restarted`;
}
