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
  /** The first process to come to this point of its source dies there. */
  | { what: 'crash'; point: string }
  | { what: 'relay'; fault: (typeof relayFaults)[number]; times: number }
  /** It answers for nobody. */
  | { what: 'directory' }
  /** Temporal's frontend answers, and its store takes no write. */
  | { what: 'store' }
  /** No fault: a night falls in the middle of everything. */
  | { what: 'retention' }
  | {
      what: 'cable';
      part: Cable;
      fault: (typeof cableFaults)[number];
      direction: 'up' | 'down' | 'both';
      /** ms, bytes a second or bytes, by the fault. */
      amount: number;
    }
);

/** What may go wrong in a run. */
export interface FaultShares {
  /** One fault in so many journeys, on each of three lanes that do not wait for each other. */
  journeysAFault: number;
  kills: readonly Killable[];
  /** Points of the sources (`crashPoint`). */
  crashes: readonly string[];
  relay: readonly (typeof relayFaults)[number][];
  cables: readonly (typeof cableFaults)[number][];
  directory: boolean;
  /** Temporal's store hangs while its frontend answers. */
  store: boolean;
  /** Guard and link keys are being replaced: two processes of the API, each of which writes with another first key. */
  keyRotation: boolean;
  /** What is over is deleted meanwhile, as by night. */
  retention: boolean;
  /** Seconds by which the clock of api or worker may be wrong; each is drawn from these and 0. */
  clocks: readonly number[];
}
export const usualFaults: FaultShares = {
  journeysAFault: 25,
  kills: killable,
  crashes: [
    ...['api.registrations.after-commit', 'api.resend.after-commit', 'api.password.before-commit'],
    ...['api.sign-in.before-refused', 'api.sign-in.after-accepted', 'api.reset-request.after-written'],
    ...['api.reset.before-commit', 'api.reset.after-commit', 'api.own-password.after-commit'],
    ...['notice.before-knock', 'notice.after-knock', 'mail.before-dotted', 'mail.after-dotted', 'mail.after-answer'],
  ],
  relay: relayFaults,
  cables: cableFaults,
  directory: true,
  store: true,
  keyRotation: true,
  retention: true,
  clocks: [3_600, -3_600],
};

/** Deaths on one lane, relay, directory and cables on another, nights on a third; the same for the same seed. */
export function faultPlan(seed: number, journeys: number, shares: FaultShares = usualFaults): PlannedFault[][] {
  const { kills, crashes, relay, directory, store, cables: cut } = shares;
  const lane = (name: string, weights: readonly (readonly [PlannedFault['what'], number])[]): PlannedFault[] => {
    const choices = weights.flatMap(([what, weight]) => Array.from({ length: weight }, () => what));
    const [first, ...others] = choices;
    if (!first) return [];
    const random = seededRandom(`${seed}:${name}`);
    const count = Math.max(1, Math.floor(journeys / shares.journeysAFault));
    return Array.from({ length: count }, (_, index): PlannedFault => {
      const atJourney = Math.floor(((index + random.next()) * journeys) / count);
      const when = { atJourney, holdMs: random.int(1_000, 8_000) };
      const pick = <T>(choices_: readonly T[]): T => random.pick(choices_ as [T, ...T[]]);
      const what = random.pick([first, ...others]);
      switch (what) {
        case 'kill':
          return { ...when, what: 'kill', part: pick(kills) };
        case 'crash':
          return { ...when, what: 'crash', point: pick(crashes) };
        case 'directory':
        case 'retention':
          return { ...when, what };
        case 'store': // long enough for what waits to be tried in vain
          return { ...when, holdMs: random.int(8_000, 15_000), what };
        case 'relay':
          return { ...when, what: 'relay', fault: pick(relay), times: random.int(1, 12) };
        case 'cable': {
          const fault = pick(cut);
          const amount = { delay: random.int(50, 1_000), throttle: random.int(10_000, 200_000) }[
            fault as 'delay' | 'throttle'
          ];
          return {
            ...{ ...when, what: 'cable', part: fault === 'cut-at' ? 'worker-relay' : random.pick(cables), fault },
            ...{ direction: random.pick(['up', 'down', 'both']), amount: amount ?? random.int(100, 20_000) },
          };
        }
      }
    });
  };
  const weight = (choices: readonly unknown[], usual: number) => (choices.length > 0 ? usual : 0);
  return [
    lane('kills', [
      ['kill', weight(kills, 7)],
      ['crash', weight(crashes, 3)],
    ]),
    lane('rest', [
      ['relay', weight(relay, 4)],
      ['directory', directory ? 1 : 0],
      ['store', store ? 1 : 0],
      ['cable', weight(cut, 5)],
    ]),
    lane('nights', [['retention', shares.retention ? 1 : 0]]),
  ].filter((faults) => faults.length > 0);
}

/** How far the clocks of api and worker are off in this run, seconds. */
export function clockSkews(seed: number, { clocks }: Pick<FaultShares, 'clocks'>): { api: number; worker: number } {
  const random = seededRandom(`${seed}:clocks`);
  const draw = () => random.pick([0, ...clocks]);
  return { api: draw(), worker: draw() };
}
