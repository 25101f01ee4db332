import { describe, expect, test } from '@jest/globals';
import { table, verdictOf } from './figure.js';

describe('the verdict', () => {
  const [throughput, cpu] = [
    { better: 'more', goal: 0.8, floor: 0.65 },
    { better: 'less', goal: 1.3, floor: 1.5 },
  ] as const;
  test.each([
    [0.8, throughput, 'goal'],
    [0.7, throughput, 'floor'],
    [0.6, throughput, 'missed'],
    [1.3, cpu, 'goal'],
    [1.4, cpu, 'floor'],
    [1.6, cpu, 'missed'],
    [NaN, cpu, 'missed'],
    [3, { better: 'less', goal: 2 }, 'missed'],
    [3, undefined, ''],
  ] as const)('%p of %p is « %s »', (measured, target, expected) =>
    expect(verdictOf(target ? { measured, target } : { measured })).toBe(expected),
  );
});

test('the table shows what is demanded beside what was measured', () => {
  const figures = [
    { part: 'memory', what: 'api', measured: 180.44, unit: 'MiB', target: { better: 'less', goal: 220 } },
    { part: 'latency', what: 'p50', measured: 1.234, control: 0.98, note: '600 answers' },
  ] as const;
  expect(table(figures).split('\n').slice(2)).toEqual([
    '| memory | api | 180.4 MiB | ≤ 220 |  | goal |  |  |',
    '| latency | p50 | 1.23 |  |  |  | 0.98 | 600 answers |',
  ]);
});
