/**
 * Every night (Schedule `retention`): what nobody needs any more is deleted, table by table (R46, R53; `docs/retention.md`). A table that
 * fails holds up no other, and is told at the end. Answers the rows that went.
 */
import { type PurgedTable, purgedTables, type RetentionActivities } from '@app/contracts';
import { ActivityFailure, ApplicationFailure, proxyActivities } from '@temporalio/workflow';

const { purge } = proxyActivities<RetentionActivities>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '5s', maximumInterval: '5 minutes', maximumAttempts: 10 },
});

export async function retention(): Promise<Partial<Record<PurgedTable, number>>> {
  const purged: Partial<Record<PurgedTable, number>> = {};
  const failed: PurgedTable[] = [];
  for (const table of purgedTables) {
    try {
      purged[table] = await purge({ table });
    } catch (failure) {
      if (!(failure instanceof ActivityFailure)) throw failure;
      failed.push(table);
    }
  }
  if (failed.length > 0) throw ApplicationFailure.nonRetryable(`not purged: ${failed.join(', ')}`, 'retention', purged);
  return purged;
}
