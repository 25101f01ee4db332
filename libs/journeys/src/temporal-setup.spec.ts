import { searchAttributes } from '@app/contracts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { freshFolder } from '../../../tools/local/fresh-folder.js';
import { type BareTemporal, startBareTemporal } from '../../../tools/testing/bare-temporal.js';
import { neededSchedules } from './temporal-needs.js';
import { missingInTemporal, setUpTemporal } from './temporal-setup.js';

const folder = freshFolder('setup');
let temporal: BareTemporal;
beforeAll(async () => {
  temporal = await startBareTemporal(folder);
});
afterAll(async () => {
  await temporal?.stop();
  rmSync(folder, { recursive: true });
});

const attributes = Object.values(searchAttributes).map(({ name }) => name);
const schedules = neededSchedules.map(({ scheduleId }) => scheduleId);
const inside = [...attributes.map((name) => `search attribute ${name}`), ...schedules.map((id) => `Schedule ${id}`)];

const retentionDays = async (namespace: string): Promise<number> => {
  const { config } = await temporal.client().workflowService.describeNamespace({ namespace });
  return Number(config?.workflowExecutionRetentionTtl?.seconds) / 86_400;
};

describe.each([
  { namespace: 'default', lacks: inside },
  { namespace: 'parcours', lacks: ['namespace parcours'] },
])('a server that others started, namespace $namespace', ({ namespace, lacks }) => {
  test('R55 what it lacks is named; one call makes it, and a second one does nothing', async () => {
    const client = temporal.client(namespace);
    expect(await missingInTemporal(client)).toEqual(lacks);
    expect((await setUpTemporal(client)).length).toBeGreaterThan(lacks.length);
    expect(await missingInTemporal(client)).toEqual([]);
    expect(await retentionDays(namespace)).toBe(30);
    expect(await setUpTemporal(client)).toEqual([]);
  });

  test('R55 one thing that is missing is named and made alone', async () => {
    const client = temporal.client(namespace);
    await client.schedule.getHandle('reconcile').delete();
    expect(await missingInTemporal(client)).toEqual(['Schedule reconcile']);
    expect(await setUpTemporal(client)).toEqual(['Schedule reconcile made']);
  });

  test('R55 a longer retention is somebody’s wish', async () => {
    const client = temporal.client(namespace);
    const config = { workflowExecutionRetentionTtl: { seconds: 90 * 86_400 } as never };
    await client.workflowService.updateNamespace({ namespace, config });
    expect(await setUpTemporal(client)).toEqual([]);
    expect(await retentionDays(namespace)).toBe(90);
  });
});
