import { median } from './percentile.js';

/** Median of `a` over median of `b`. */
export const medianRatio = (a: readonly number[], b: readonly number[]): number => median(a) / median(b);

/**
 * Area under the ROC curve: how often a value of `a` is the larger of a pair, ties counting half (Mann-Whitney U over its
 * most). 0.5 when nothing tells the samples apart, 1 when every value of `a` is above every one of `b`.
 */
export function auc(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, ofA: true })), ...b.map((value) => ({ value, ofA: false }))];
  all.sort((left, right) => left.value - right.value);
  let rankSum = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to++;
    const sharedRank = (from + 1 + to) / 2;
    rankSum += sharedRank * all.slice(from, to).filter(({ ofA }) => ofA).length;
    from = to;
  }
  return (rankSum - (a.length * (a.length + 1)) / 2) / (a.length * b.length);
}

export type Side = 'A' | 'B';

/** A B B A, as often as asked: what drifts in a straight line over the run weighs on both sides alike. */
export const abba = (times: number): Side[] =>
  Array.from({ length: times }, () => ['A', 'B', 'B', 'A'] as const).flat();

/**
 * Each A B B A by itself, then the median of the ratios: a machine that is slower for a minute weighs on both sides. Rounds in
 * the order they were run, two of each side a block.
 */
export function blockRatio(a: readonly number[], b: readonly number[]): number {
  const ofBlock = (rounds: readonly number[], block: number) => mean(rounds.slice(2 * block, 2 * block + 2));
  return median(Array.from({ length: a.length / 2 }, (_, block) => ofBlock(a, block) / ofBlock(b, block)));
}

const mean = (rounds: readonly number[]): number => rounds.reduce((sum, one) => sum + one, 0) / rounds.length;

/**
 * The same comparison where there is nothing to find: every second round of one side against its others, by the same
 * plan. What it is off 1 is the noise of the run.
 */
export function controlRatio(rounds: readonly number[]): number {
  const outer = rounds.filter((_, index) => index % 4 === 0 || index % 4 === 3);
  const inner = rounds.filter((_, index) => index % 4 === 1 || index % 4 === 2);
  return medianRatio(outer, inner);
}
