import { z } from 'zod';
import { cableFaults, type FaultShares, relayFaults, usualFaults } from './fault-plan.js';
import { killable } from './faulty-product.js';
import { mailFaults, passwords, type PersonShares, usualPersons } from './journey-plan.js';

/** What a run is rich in; what is not said is as usual. */
export interface RunMix {
  persons: PersonShares;
  faults: FaultShares;
}

const share = z.number().min(0).max(1);
const Mix = z.strictObject({
  persons: z
    .strictObject({
      ...{ mailFault: share, rival: share, key: share, manyPosts: share, corrects: share, resends: share },
      ...{ triesOldLink: share, mailFaults: z.array(z.enum(mailFaults)).min(1) },
      passwords: z.array(z.enum(passwords)).min(1),
    })
    .partial()
    .optional(),
  faults: z
    .strictObject({
      journeysAFault: z.int().min(1),
      ...{ kills: z.array(z.enum(killable)), crashes: z.array(z.string()), directory: z.boolean() },
      ...{ relay: z.array(z.enum(relayFaults)), cables: z.array(z.enum(cableFaults)), clocks: z.array(z.int()) },
    })
    .partial()
    .optional(),
});

/** Of JSON such as `{"persons":{"resends":1},"faults":{"kills":["api"]}}`; throws where a word in it is not known. */
export function readMix(json: string): RunMix {
  const { persons, faults } = Mix.parse(JSON.parse(json));
  return { persons: { ...usualPersons, ...said(persons) }, faults: { ...usualFaults, ...said(faults) } };
}

const said = <T extends object>(given: T | undefined) =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
