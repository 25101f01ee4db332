import { operatorsQuery, reconcileScheduleId, searchAttributes } from '@app/contracts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { readFileSync, rmSync } from 'node:fs';
import { freshFolder } from '../../../tools/local/fresh-folder.js';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { type BareTemporal, startBareTemporal } from '../../../tools/testing/bare-temporal.js';
import { TemporalHealth } from './temporal-health.js';
import { setUpTemporal } from './temporal-setup.js';

const folder = freshFolder('list');
let temporal: BareTemporal;
let client: Client;
beforeAll(async () => {
  temporal = await startBareTemporal(folder);
  client = temporal.client();
  await setUpTemporal(client);
});
afterAll(async () => {
  await temporal?.stop();
  rmSync(folder, { recursive: true });
});

async function listed(query: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of client.workflow.list({ query })) types.push(type);
  return [...new Set(types)].sort();
}

test('the operators’ list holds what goes on with people, and no run of the house', async () => {
  for (const journey of ['registration', 'password-reset', 'lockout', 'account-mail'])
    await client.workflow.start(journey, {
      ...{ workflowId: journey, taskQueue: 'none' },
      typedSearchAttributes: [{ key: searchAttributes.journey, value: journey }],
    });
  await client.schedule.getHandle(reconcileScheduleId).trigger();
  await waitUntil(
    'a message can be taken',
    async () => (await new TemporalHealth(client).state(5_000)).temporal === 'up',
  );
  const all = ['account-mail', 'lockout', 'password-reset', 'reconcile', 'registration', 'storeProbe'];
  await waitUntil('all are in the list', async () => {
    const found = await listed('');
    return all.every((type) => found.includes(type));
  });
  expect(await listed(operatorsQuery)).toEqual(['lockout', 'password-reset', 'registration']);
  expect(await listed(`(${operatorsQuery}) AND ExecutionStatus="Running"`)).toHaveLength(3);
  expect(readFileSync('docs/runbook.md', 'utf8')).toContain(encodeURIComponent(operatorsQuery));
});
