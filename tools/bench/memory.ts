import { type Bench, callers } from './bench.js';
import { closedLoop } from './closed-loop.js';
import type { Figure } from './figure.js';
import { residentMiB } from './process-cost.js';

const everyMs = 250;

/** The most that api and worker hold in memory while they are never idle. */
export async function memory(bench: Bench): Promise<Figure[]> {
  const { api, worker, registering, registrants } = await bench.product();
  const most = { api: 0, worker: 0 };
  const look = () => {
    most.api = Math.max(most.api, residentMiB(api.pid));
    most.worker = Math.max(most.worker, residentMiB(worker.pid));
  };
  look();
  const before = { ...most };
  const looking = setInterval(look, everyMs);
  const window = { width: callers, rampSeconds: 2, seconds: 15 };
  await closedLoop(window, () => registering.whole(registrants.take()));
  clearInterval(looking);
  const limits = { api: 220, worker: 300 };
  return (['api', 'worker'] as const).map((name) => ({
    ...{ part: 'memory', what: `${name} under load, at most (RSS)`, measured: most[name], unit: 'MiB' },
    ...{ target: { better: 'less', goal: limits[name] }, note: `${before[name].toFixed(0)} MiB before` },
  }));
}
