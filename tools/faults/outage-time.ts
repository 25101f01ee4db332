import type { FaultSpan } from './ledgers.js';

/** Milliseconds between two moments (epoch, ms) during which something was away; a fault of one mail address alone is none. */
export function outageWithin(faults: readonly FaultSpan[], from: number, to: number): number {
  const spans = faults
    .filter(({ part }) => !part.includes('@'))
    .map((fault) => ({ from: Math.max(fault.from, from), to: Math.min(fault.to, to) }))
    .filter((span) => span.to > span.from)
    .sort((a, b) => a.from - b.from);
  let [sum, end] = [0, from];
  for (const span of spans) {
    sum += Math.max(0, span.to - Math.max(span.from, end));
    end = Math.max(end, span.to);
  }
  return sum;
}
