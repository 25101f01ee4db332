import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { abba, auc, blockRatio, controlRatio } from './two-samples.js';

const samples = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 });

describe('AUC of two samples', () => {
  test.each([
    ['all above', [4, 5], [1, 2], 1],
    ['all below', [1, 2], [4, 5], 0],
    ['the same', [1, 2, 3], [1, 2, 3], 0.5],
    ['all ties', [7, 7], [7], 0.5],
    ['three pairs of four', [2, 4], [1, 3], 0.75],
  ])('%s', (_name, a, b, expected) => expect(auc(a, b)).toBeCloseTo(expected));

  test('is the share of pairs that A wins, ties counting half', () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const wins = a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)));
        const share = wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
        expect(auc(a, b)).toBeCloseTo(share);
        expect(auc(a, b) + auc(b, a)).toBeCloseTo(1);
      }),
    );
  });
});

describe('interleaved rounds', () => {
  test('A B B A, as often as asked', () => expect(abba(2).join('')).toBe('ABBAABBA'));

  test('a machine that slows down steadily changes no ratio', () => {
    const speed = abba(2).map((side, round) => ({ side, value: 100 - round }));
    const of = (wanted: string) => speed.filter(({ side }) => side === wanted).map(({ value }) => value);
    expect(blockRatio(of('A'), of('B'))).toBeCloseTo(1);
  });

  test('nor does one that is half as fast for two blocks of three', () => {
    expect(blockRatio([15, 15, 30, 30, 30, 30], [10, 10, 20, 20, 20, 20])).toBeCloseTo(1.5);
  });

  test('the control compares one side with itself', () => {
    expect(controlRatio([10, 20, 20, 10])).toBeCloseTo(0.5);
    expect(controlRatio([10, 10, 10, 10])).toBe(1);
  });
});
