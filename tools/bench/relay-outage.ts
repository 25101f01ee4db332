import type { Bench } from './bench.js';
import type { BenchedProduct } from './benched-product.js';
import type { Figure } from './figure.js';
import { openLoop } from './open-loop.js';
import { percentile } from './percentile.js';
import type { RelayFault } from './relay-sink.js';

interface Phase {
  accepted: number;
  p99: number;
  /** From the relay's return until every mail of the phase had come, s. */
  drainedAfter: number;
}

/** At half its load, the product without a relay and with one that hangs (R03), between two phases in which all is well. */
export async function relayOutage(bench: Bench): Promise<Figure[]> {
  const [product, half] = [await bench.product(), (await bench.capacity()) / 2];
  const seconds = bench.options.long ? 120 : 20;
  const phase = async (fault: RelayFault, length: number): Promise<Phase> => {
    const measured = await live(product, fault, half, length);
    const { accepted, p99, drainedAfter } = measured;
    bench.options.say(`relay ${fault}: ${accepted} accepted, p99 ${p99.toFixed(0)} ms, ${drainedAfter.toFixed(1)} s`);
    return measured;
  };
  const before = await phase('none', 20);
  const [down, hang] = [await phase('down', seconds), await phase('hang', 20)];
  const after = await phase('none', 20);
  const normal = { accepted: (before.accepted + after.accepted) / 40, p99: (before.p99 + after.p99) / 2 };
  const control = { accepted: before.accepted / after.accepted, p99: before.p99 / after.p99 };
  return [
    ...(
      [
        [down, 'down', seconds],
        [hang, 'hangs', 20],
      ] as const
    ).flatMap(([outage, what, lasted]): Figure[] => [
      {
        ...{ part: 'relay', what: `accepted while the relay ${what === 'down' ? 'is down' : what}, of normal` },
        ...{ measured: outage.accepted / lasted / normal.accepted, target: { better: 'more', goal: 0.98 } },
        ...{ control: control.accepted, note: `${outage.accepted} in ${lasted} s` },
      },
      {
        ...{ part: 'relay', what: `answer p99 while the relay ${what === 'down' ? 'is down' : what}, of normal` },
        ...{ measured: outage.p99 / normal.p99, target: { better: 'less', goal: 1.2 }, control: control.p99 },
        note: `${outage.p99.toFixed(0)} and ${normal.p99.toFixed(0)} ms`,
      },
      { part: 'relay', what: `backlog drained after (${what})`, measured: outage.drainedAfter, unit: 's' },
    ]),
  ];
}

async function live(
  { registering, registrants, relay }: BenchedProduct,
  fault: RelayFault,
  perSecond: number,
  seconds: number,
): Promise<Phase> {
  await relay.suffer(fault);
  const journeys: Promise<unknown>[] = [];
  const { latencies } = await openLoop(perSecond, seconds, async () => {
    const person = registrants.take();
    await registering.register(person);
    journeys.push(registering.complete(person));
  });
  if (fault !== 'none') await relay.suffer('none');
  const back = performance.now();
  await Promise.all(journeys);
  return {
    accepted: latencies.length,
    p99: percentile(latencies, 0.99),
    drainedAfter: (performance.now() - back) / 1_000,
  };
}
