import { type Bench, callers } from './bench.js';
import type { BenchedProduct } from './benched-product.js';
import { closedLoop } from './closed-loop.js';
import type { Figure } from './figure.js';
import { median } from './percentile.js';
import { residentMiB } from './process-cost.js';
import { abba, blockRatio, controlRatio, type Side } from './two-samples.js';

const warmUp = 100;

/** Journeys beside a thousand (`--long`: ten thousand) that wait for a password, against a product where none waits. */
export async function sleepers(bench: Bench): Promise<Figure[]> {
  const count = bench.options.long ? 10_000 : 1_000;
  const [crowded, empty] = [
    await bench.startProduct('crowded', count + 3_000),
    await bench.startProduct('empty', 3_000),
  ];
  const wholes = async ({ registering, registrants }: BenchedProduct, times: number) => {
    let left = times;
    const caller = async () => {
      while (left-- > 0) await registering.whole(registrants.take());
    };
    await Promise.all(Array.from({ length: callers }, caller));
  };
  const asleep = async ({ registering, registrants, relay }: BenchedProduct) => {
    let left = count;
    const caller = async () => {
      while (left-- > 0) {
        const person = registrants.take();
        await registering.register(person);
        await relay.next(person.email); // its mail has come: only the password is waited for
        relay.forget(person.email);
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
  };
  bench.options.say(`${count} registrations go to sleep …`);
  await asleep(crowded);
  await Promise.all([crowded, empty].map((product) => wholes(product, warmUp)));

  const products: Record<Side, BenchedProduct> = { A: crowded, B: empty };
  const perSecond: Record<Side, number[]> = { A: [], B: [] };
  const memory: Record<Side, number[]> = { A: [], B: [] };
  for (const side of abba(2)) {
    const { registering, registrants, worker } = products[side];
    const window = { width: callers, rampSeconds: 2, seconds: 8 };
    const { done, seconds } = await closedLoop(window, () => registering.whole(registrants.take()));
    perSecond[side].push(done / seconds);
    memory[side].push(residentMiB(worker.pid));
    bench.options.say(`${side}: ${(done / seconds).toFixed(1)}/s, worker ${memory[side].at(-1)?.toFixed(0)} MiB`);
  }
  await Promise.all([crowded, empty].map((product) => product.stop()));
  const part = 'sleepers';
  return [
    {
      ...{ part, what: `journeys/s beside ${count} sleepers, of without`, target: { better: 'more', goal: 0.95 } },
      ...{ measured: blockRatio(perSecond.A, perSecond.B), control: controlRatio(perSecond.B) },
      note: `${median(perSecond.A).toFixed(1)} and ${median(perSecond.B).toFixed(1)} /s`,
    },
    {
      ...{ part, what: `worker's memory beside ${count} sleepers, of without`, target: { better: 'less', goal: 1.05 } },
      ...{ measured: blockRatio(memory.A, memory.B), control: controlRatio(memory.B) },
      note: `${median(memory.A).toFixed(0)} and ${median(memory.B).toFixed(0)} MiB`,
    },
  ];
}
