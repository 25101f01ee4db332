import { expect, test } from '@jest/globals';
import { waitUntil } from '../local/wait-until.js';
import { lostWithin, MachinePace } from './machine-pace.js';

const whiles = [
  { from: 0, to: 1_000, lost: 0 },
  { from: 1_000, to: 2_000, lost: 0.75 },
  { from: 2_000, to: 3_000, lost: 0.5 },
];
const outage = { kind: 'kill', part: 'temporal', from: 1_000, to: 1_800 };

test.each([
  ['none where all of it was ours', [], 0, 1_000, 0],
  ['by its part of each while', [], 0, 3_000, 1_250],
  ['only of what lies between', [], 1_500, 2_200, 475],
  ['not what an outage took already', [outage], 0, 2_000, 150],
])('time lost to others: %s', (_, faults, from, to, lost) => {
  expect(lostWithin(whiles, faults, from, to)).toBeCloseTo(lost);
});

test('the pace is told without a gap, as a part of each while', async () => {
  const pace = new MachinePace();
  pace.start();
  await waitUntil('it was measured twice', () => Promise.resolve(pace.whiles.length >= 2));
  pace.stop();
  const [first, second] = pace.whiles;
  expect(second?.from).toBe(first?.to);
  for (const { from, to, lost } of pace.whiles) expect([to > from, lost >= 0, lost < 1]).toEqual([true, true, true]);
});
