import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { hostname } from 'node:os';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../../libs/workflows/src/histories/', import.meta.url);
/** `RECORD_HISTORIES=<release>`: the histories of this run become fixtures of that release. */
const release = process.env.RECORD_HISTORIES;

/** Nothing of the machine that recorded goes into a fixture; a replay reads none of it. */
const withoutMachine = (key: string, value: unknown): unknown => {
  if (key === 'stackTrace') return undefined;
  return typeof value === 'string' ? value.replaceAll(`@${hostname()}`, '@machine') : value;
};

/** Keeps a journey's history as a fixture, when asked to; `story`: what happened in it. */
export async function recordHistory(journey: string, story: string, handle: WorkflowHandle): Promise<void> {
  if (!release) return;
  const history: unknown = JSON.parse(historyToJSON(await handle.fetchHistory()), withoutMachine);
  writeFileSync(new URL(`${journey}-${release}-${story}.json`, folder), `${JSON.stringify(history, null, 2)}\n`);
}

/** What today's stories would do otherwise than a recorded history says, by its file. */
export async function divergences(workflowBundle: WorkflowBundleWithSourceMap): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const histories = readdirSync(folder).map((file) => ({
    workflowId: file,
    history: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as object,
  }));
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories as never))
    if (error) found.set(workflowId, error.message);
  return found;
}
