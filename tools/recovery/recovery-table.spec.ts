import { expect, test } from '@jest/globals';
import { isKept, quantile, recoveryTable } from './recovery-table.js';

test('p99 is the slowest but one percent, whatever the order', () => {
  const times = Array.from({ length: 200 }, (_, n) => 200 - n);
  expect([quantile(times, 0.5), quantile(times, 0.99), quantile([7], 0.99)]).toEqual([100, 198, 7]);
});

test('a goal that was missed is said', () => {
  const kept = { what: 'api killed', goal: 2_000, times: [900, 1_100] };
  const missed = { what: 'worker killed', goal: 1_000, times: [900, 1_100] };
  expect([isKept(kept), isKept(missed)]).toEqual([true, false]);
  expect(recoveryTable([kept, missed]).split('\n').slice(2)).toEqual([
    '| api killed | 2 | 0.9 s | 1.1 s | 2.0 s |',
    '| worker killed | 2 | 0.9 s | 1.1 s | 1.0 s **missed** |',
  ]);
});
