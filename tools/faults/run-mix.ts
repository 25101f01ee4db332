import { z } from 'zod';
import { lives } from './account-plan.js';
import { cableFaults, type FaultShares, relayFaults, usualFaults } from './fault-plan.js';
import { killable } from './faulty-product.js';
import { mailFaults, passwords, type PersonShares, usualPersons } from './journey-plan.js';

/** What a run is rich in. */
export interface RunMix {
  persons: PersonShares;
  faults: FaultShares;
}

const quiet: RunMix = {
  persons: {
    ...{
      unusual: 0,
      mailFault: 0,
      mailFaults,
      rival: 0,
      key: 0,
      manyPosts: 0,
      corrects: 0,
      resends: 0,
      triesOldLink: 0,
    },
    passwords: ['by-link'],
    ...{ livesOn: 0, lives },
  },
  faults: {
    ...usualFaults,
    kills: [],
    crashes: [],
    relay: [],
    cables: [],
    directory: false,
    store: false,
    keyRotation: false,
    retention: false,
    clocks: [],
  },
};

const share = z.number().min(0).max(1);
const Mix = z.strictObject({
  /** What is not said does not happen. */
  quiet: z.boolean().default(false),
  persons: z
    .strictObject({
      ...{
        unusual: share,
        mailFault: share,
        rival: share,
        key: share,
        manyPosts: share,
        corrects: share,
        resends: share,
      },
      ...{ triesOldLink: share, mailFaults: z.array(z.enum(mailFaults)).min(1) },
      passwords: z.array(z.enum(passwords)).min(1),
      ...{ livesOn: share, lives: z.array(z.enum(lives)).min(1) },
    })
    .partial()
    .optional(),
  faults: z
    .strictObject({
      journeysAFault: z.int().min(1),
      ...{ kills: z.array(z.enum(killable)), crashes: z.array(z.string()), directory: z.boolean() },
      ...{ retention: z.boolean(), store: z.boolean(), keyRotation: z.boolean() },
      ...{ relay: z.array(z.enum(relayFaults)), cables: z.array(z.enum(cableFaults)), clocks: z.array(z.int()) },
    })
    .partial()
    .optional(),
});

/** Of JSON such as `{"persons":{"resends":1},"faults":{"kills":["api"]}}`; what is not said is as usual. Throws where a word in it is not known. */
export function readMix(json: string): RunMix {
  const mix = Mix.parse(JSON.parse(json));
  const { persons, faults } = mix.quiet ? quiet : { persons: usualPersons, faults: usualFaults };
  return { persons: { ...persons, ...said(mix.persons) }, faults: { ...faults, ...said(mix.faults) } };
}

const said = <T extends object>(given: T | undefined) =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
