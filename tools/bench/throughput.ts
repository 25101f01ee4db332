import { type Bench, callers } from './bench.js';
import { closedLoop } from './closed-loop.js';
import type { Figure } from './figure.js';
import { median } from './percentile.js';
import { cpuMs } from './process-cost.js';
import { abba, blockRatio, controlRatio, type Side } from './two-samples.js';

interface Round {
  perSecond: number;
  /** CPU ms per journey: of what is compared, of the worker in it, and of the two servers. */
  own: number;
  worker: number;
  postgres: number;
  temporal: number;
}

const blocks = 5;
const seconds = 5;

/** Journeys per second and CPU per journey, against the bare composite on the same servers. */
export async function throughput(bench: Bench): Promise<Figure[]> {
  const [product, composite] = [await bench.product(), await bench.composite()];
  const { registering, registrants, others, servers } = product;
  const sides: Record<Side, { pids: number[]; act: () => Promise<unknown> }> = {
    A: { pids: [product.api.pid, product.worker.pid], act: () => registering.whole(registrants.take()) },
    B: { pids: [composite.pid], act: () => composite.journey(others.take()) },
  };
  const round = async (side: Side, length = seconds): Promise<Round> => {
    const { pids, act } = sides[side];
    const counted = [pids, [product.worker.pid], [servers.postgres], [servers.temporal]];
    const cpu = () => counted.map((some) => cpuMs(...some));
    const edges: number[][] = [];
    const window = { width: callers, rampSeconds: 2, seconds: length, onWindow: () => void edges.push(cpu()) };
    const { done, failed, seconds: lasted } = await closedLoop(window, act);
    if (failed > 0) throw new Error(`${failed} journeys failed.`);
    const [own = NaN, worker = NaN, postgres = NaN, temporal = NaN] = counted.map(
      (_, index) => ((edges[1]?.[index] ?? NaN) - (edges[0]?.[index] ?? NaN)) / done,
    );
    bench.options.say(`${side}: ${(done / lasted).toFixed(1)}/s, ${own.toFixed(1)} ms CPU each`);
    return { perSecond: done / lasted, own, worker, postgres, temporal };
  };

  for (const side of ['A', 'B'] as const) await round(side, 4); // compilers and caches are warm
  const rounds: Record<Side, Round[]> = { A: [], B: [] };
  for (const side of abba(blocks)) rounds[side].push(await round(side));
  const all = (side: Side) => rounds[side].map(({ own, postgres, temporal }) => own + postgres + temporal);
  const of = (side: Side, what: keyof Round) => rounds[side].map((one) => one[what]);
  const [part, note] = ['throughput', 'CPU: all threads of api and worker, against the one process of the composite'];
  const servers2 = (what: 'postgres' | 'temporal'): Figure => ({
    ...{ part, what: `CPU of ${what} per journey`, unit: 'ms', measured: median(of('A', what)) },
    note: `composite ${median(of('B', what)).toFixed(1)} ms`,
  });
  return [
    {
      ...{
        part,
        what: 'journeys/s over the composite',
        measured: blockRatio(of('A', 'perSecond'), of('B', 'perSecond')),
      },
      ...{ target: { better: 'more', goal: 0.8, floor: 0.65 }, control: controlRatio(of('A', 'perSecond')) },
      note: `${median(of('A', 'perSecond')).toFixed(1)} and ${median(of('B', 'perSecond')).toFixed(1)} /s, ${callers} at once`,
    },
    {
      ...{ part, what: 'CPU per journey over the composite', measured: blockRatio(of('A', 'own'), of('B', 'own')) },
      ...{ target: { better: 'less', goal: 1.3, floor: 1.5 }, control: controlRatio(of('A', 'own')), note },
    },
    { part, what: 'the same with PostgreSQL and Temporal', measured: blockRatio(all('A'), all('B')) },
    {
      ...{ part, what: 'CPU of api and worker per journey', unit: 'ms', measured: median(of('A', 'own')) },
      note: `of which the worker ${median(of('A', 'worker')).toFixed(1)} ms`,
    },
    { part, what: 'CPU of the composite per journey', unit: 'ms', measured: median(of('B', 'own')) },
    ...[servers2('postgres'), servers2('temporal')],
  ];
}
