import { journeysQueue, type PurgedTable, purgedTables, retentionWorkflow } from '@app/contracts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { timeSkippingEnvironment, workflowBundle } from '../../../tools/testing/time-skipping.js';

let env: TestWorkflowEnvironment;
let bundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  bundle = await workflowBundle();
  env = await timeSkippingEnvironment();
}, 120_000);
afterAll(async () => {
  await env?.teardown();
  await Runtime.instance().shutdown();
});

async function night(purge: (table: PurgedTable) => number): Promise<unknown> {
  const worker = await Worker.create({
    ...{ connection: env.nativeConnection, taskQueue: journeysQueue, workflowBundle: bundle },
    activities: { purge: ({ table }: { table: PurgedTable }) => Promise.resolve(purge(table)) },
  });
  const options = { taskQueue: journeysQueue, workflowId: `night-${Math.random()}`, args: [] };
  return worker.runUntil(env.client.workflow.execute(retentionWorkflow, options));
}

test('R46 every table that grows is purged, one after the other, and the rows that went are told', async () => {
  const asked: PurgedTable[] = [];
  const told = await night((table) => asked.push(table));
  expect(asked).toEqual(purgedTables);
  expect(told).toEqual(Object.fromEntries(purgedTables.map((table, index) => [table, index + 1])));
});

test('a database that is away for some minutes delays the night, and ends none of it', async () => {
  let tries = 0;
  const told = await night((table) => {
    if (table === 'notice' && ++tries < 4) throw new Error('57P03');
    return 0;
  });
  expect(told).toMatchObject({ notice: 0, registration: 0 });
});

test('a table that cannot be purged holds up no other, and is told to operators', async () => {
  const asked = new Set<PurgedTable>();
  const failure = await night((table) => {
    asked.add(table);
    if (table === 'mail_send') throw ApplicationFailure.nonRetryable('23503', 'error');
    return 0;
  }).catch((error: unknown) => error);
  expect([...asked]).toEqual(purgedTables);
  expect(failure).toBeInstanceOf(WorkflowFailedError);
  expect(((failure as WorkflowFailedError).cause as Error).message).toBe('not purged: mail_send');
});
