import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { JourneyRun, Ledgers } from './ledgers.js';

/** Replays runs with the workflows of today, without a server's help, and notes those that today's code would tell otherwise. */
export async function replay(client: Client, runs: readonly JourneyRun[], codePath: string): Promise<void> {
  async function* histories() {
    for (const { journey, subject, runId } of runs) {
      const workflowId = `${journey}:${subject}`;
      yield { workflowId, history: await client.workflow.getHandle(workflowId, runId).fetchHistory() };
    }
  }
  const byRun = new Map(runs.map((run) => [run.runId, run]));
  for await (const { runId, error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, histories())) {
    const run = byRun.get(runId);
    if (run && error) run.replayFailure = error.message;
  }
}

/** Replays the histories that earlier releases have left in `folder`; answers those that today's code would tell otherwise. */
export async function replayRecorded(folder: string, codePath: string): Promise<Ledgers['misread']> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const histories = files.map((file) => ({
    workflowId: file,
    history: JSON.parse(readFileSync(join(folder, file), 'utf8')) as object,
  }));
  const misread: Ledgers['misread'] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, histories))
    if (error) misread.push({ file: workflowId, failure: error.message });
  return misread;
}
