import { outageWithin } from './outage-time.js';
import type { FaultSpan } from './ledgers.js';

/** A while, and which part of it the machine worked for others. */
export interface BusyWhile {
  /** Epoch, ms. */
  from: number;
  to: number;
  /** 0: it was all ours; 0.75: what takes a second took four. */
  lost: number;
}

const everyMs = 250;
const workMs = 4;

/** Measures, by a little work in each while, how long it waits for a processor: as long as the product beside it does. */
export class MachinePace {
  readonly whiles: BusyWhile[] = [];
  private timer?: NodeJS.Timeout;
  private from = Date.now();

  start(): void {
    this.from = Date.now();
    this.timer = setInterval(() => this.beat(), everyMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private beat(): void {
    const lost = waited();
    const to = Date.now();
    this.whiles.push({ from: this.from, to, lost });
    this.from = to;
  }
}

function waited(): number {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const worked = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  while (worked() < workMs);
  return Math.max(0, 1 - worked() / (performance.now() - began));
}

/** Milliseconds between two moments (epoch, ms) that the machine gave to others while nothing was away. */
export function lostWithin(
  whiles: readonly BusyWhile[],
  faults: readonly FaultSpan[],
  from: number,
  to: number,
): number {
  return whiles
    .map((one) => ({ ...one, from: Math.max(one.from, from), to: Math.min(one.to, to) }))
    .filter((one) => one.to > one.from)
    .reduce((sum, one) => sum + one.lost * (one.to - one.from - outageWithin(faults, one.from, one.to)), 0);
}
