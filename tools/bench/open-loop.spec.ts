import { expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { openLoop } from './open-loop.js';

test('a server that stands still is seen by everyone who arrived meanwhile', async () => {
  let blocked = false;
  const { latencies, failed } = await openLoop(100, 0.2, async (arrival) => {
    if (arrival > 0 || blocked) return;
    blocked = true;
    const end = performance.now() + 100;
    while (performance.now() < end); // the generator itself is held up: arrivals keep their due time
  });
  expect(failed).toBe(0);
  expect(latencies.length).toBe(20);
  expect(latencies.filter((latency) => latency > 40).length).toBeGreaterThanOrEqual(5);
});

test('arrivals do not wait for each other, and a failure is counted', async () => {
  let most = 0;
  let open = 0;
  const { failed, latencies } = await openLoop(200, 0.1, async (arrival) => {
    most = Math.max(most, ++open);
    await pause(80);
    open--;
    if (arrival === 3) throw new Error('refused');
  });
  expect(most).toBeGreaterThan(5);
  expect([failed, latencies.length]).toEqual([1, 19]);
});
