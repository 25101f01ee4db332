import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { median, percentile } from './percentile.js';

const samples = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1 });

describe('percentile', () => {
  test('of 1 to 100, the value whose rank is the share', () => {
    const sample = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0, 0.01, 0.5, 0.99, 1].map((share) => percentile(sample, share))).toEqual([1, 1, 50, 99, 100]);
  });

  test('the slowest of a few is their p99', () => expect(percentile([3, 9, 1], 0.99)).toBe(9));

  test('no larger share has a smaller value', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (sample, share) => {
        expect(percentile(sample, share)).toBeLessThanOrEqual(percentile(sample, 1));
        expect(sample).toContain(percentile(sample, share));
      }),
    );
  });
});

describe('median', () => {
  test.each([
    [[5], 5],
    [[1, 9, 5], 5],
    [[4, 1, 2, 3], 2.5],
  ])('of %p is %p', (sample, expected) => expect(median(sample)).toBe(expected));

  test('as many values are above it as below', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const middle = median(sample);
        const [above, below] = [sample.filter((one) => one > middle), sample.filter((one) => one < middle)];
        expect(Math.max(above.length, below.length)).toBeLessThanOrEqual(sample.length / 2);
      }),
    );
  });
});
