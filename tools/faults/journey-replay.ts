import type { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { registrationWorkflowId } from '@app/contracts';
import type { JourneyRun } from './ledgers.js';

/** Replays runs with the workflows of today, without a server's help, and notes those that today's code would tell otherwise. */
export async function replay(client: Client, runs: readonly JourneyRun[], codePath: string): Promise<void> {
  async function* histories() {
    for (const { caseNumber, runId } of runs) {
      const workflowId = registrationWorkflowId(caseNumber);
      yield { workflowId, history: await client.workflow.getHandle(workflowId, runId).fetchHistory() };
    }
  }
  const byRun = new Map(runs.map((run) => [run.runId, run]));
  for await (const { runId, error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, histories())) {
    const run = byRun.get(runId);
    if (run && error) run.replayFailure = error.message;
  }
}
