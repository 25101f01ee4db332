import type { Recovery } from './recoveries.js';

/** The value that `share` of them do not exceed; for an unsorted list that is not empty. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? NaN;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** Markdown. */
export const recoveryTable = (recoveries: readonly Recovery[]): string =>
  [
    '| what | measured | p50 | p99 | goal (p99) |',
    '| --- | --- | --- | --- | --- |',
    ...recoveries.map(({ what, times, goal }) => {
      const figures = [String(times.length), seconds(quantile(times, 0.5)), seconds(quantile(times, 0.99))];
      const verdict = goal === undefined ? '–' : `${seconds(goal)}${isKept({ times, goal }) ? '' : ' **missed**'}`;
      return `| ${[what, ...figures, verdict].join(' | ')} |`;
    }),
  ].join('\n');

export const isKept = ({ times, goal }: Pick<Recovery, 'times' | 'goal'>): boolean =>
  goal === undefined || quantile(times, 0.99) <= goal;
