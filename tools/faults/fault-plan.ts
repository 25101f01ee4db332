import { type Cable, cables, type Killable, killable } from './faulty-product.js';
import { seededRandom } from './seeded-random.js';

export const relayFaults = [
  'refuse-451',
  'hang',
  'drop-before-data',
  'drop-in-data',
  'drop-after-data',
  'down',
] as const;
export const cableFaults = ['blackhole', 'delay', 'throttle', 'reset', 'half-close', 'cut-after', 'cut-at'] as const;

/** What will be done once `atJourney` journeys have begun. */
export type PlannedFault = { atJourney: number; holdMs: number } & (
  | { what: 'kill'; part: Killable }
  | { what: 'relay'; fault: (typeof relayFaults)[number]; times: number }
  | {
      what: 'cable';
      part: Cable;
      fault: (typeof cableFaults)[number];
      direction: 'up' | 'down' | 'both';
      /** ms, bytes a second or bytes, by the fault. */
      amount: number;
    }
);

/** One fault in so many journeys, on each of two lanes that do not wait for each other. */
const journeysAFault = 25;

/** Kills on one lane, relay and cables on the other; the same for the same seed. */
export function faultPlan(seed: number, journeys: number): PlannedFault[][] {
  return ['kills', 'rest'].map((lane) => {
    const random = seededRandom(`${seed}:${lane}`);
    const count = Math.max(1, Math.floor(journeys / journeysAFault));
    return Array.from({ length: count }, (_, index): PlannedFault => {
      const atJourney = Math.floor(((index + random.next()) * journeys) / count);
      const when = { atJourney, holdMs: random.int(1_000, 8_000) };
      if (lane === 'kills') return { ...when, what: 'kill', part: random.pick(killable) };
      if (random.chance(0.4))
        return { ...when, what: 'relay', fault: random.pick(relayFaults), times: random.int(1, 12) };
      const fault = random.pick(cableFaults);
      const amount = { delay: random.int(50, 1_000), throttle: random.int(10_000, 200_000) }[
        fault as 'delay' | 'throttle'
      ];
      return {
        ...{ ...when, what: 'cable', part: fault === 'cut-at' ? 'worker-relay' : random.pick(cables), fault },
        ...{ direction: random.pick(['up', 'down', 'both']), amount: amount ?? random.int(100, 20_000) },
      };
    });
  });
}
