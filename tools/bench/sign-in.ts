import { verify } from '@node-rs/argon2';
import { availableParallelism } from 'node:os';
import type { Bench } from './bench.js';
import { closedLoop } from './closed-loop.js';
import type { Figure } from './figure.js';
import { openLoop } from './open-loop.js';
import { median, percentile } from './percentile.js';
import { cpuMs } from './process-cost.js';
import { password, passwordHash, SigningIn } from './signing-in.js';
import { abba, blockRatio, controlRatio, type Side } from './two-samples.js';

const part = 'sign-in';
const width = availableParallelism();
/** Callers that keep as many hashes under way as there are cores. */
const callers = width + 2;

interface Round {
  perSecond: number;
  cpu: number;
}

/** Sign-ins per second and CPU of one, against a bare loop of hashes as wide; then three times more than can be served. */
export async function signIn(bench: Bench): Promise<Figure[]> {
  const product = await bench.product();
  const signing = await SigningIn.with(product, 400);
  try {
    const phc = await passwordHash();
    const sides: Record<Side, { width: number; cpu: () => number; act: () => Promise<unknown> }> = {
      A: { width: callers, cpu: () => cpuMs(product.api.pid), act: () => accepted(signing) },
      B: { width, cpu: () => cpuMs(process.pid), act: () => verify(phc, password) },
    };
    const round = async (side: Side, seconds = 6): Promise<Round> => {
      const { act, cpu, width: many } = sides[side];
      const edges: number[] = [];
      const window = { width: many, rampSeconds: 1, seconds, onWindow: () => void edges.push(cpu()) };
      const { done, failed, seconds: lasted } = await closedLoop(window, act);
      if (failed > 0) throw new Error(`${failed} sign-ins failed.`);
      const one = { perSecond: done / lasted, cpu: ((edges[1] ?? NaN) - (edges[0] ?? NaN)) / done };
      bench.options.say(`${side}: ${one.perSecond.toFixed(1)}/s, ${one.cpu.toFixed(1)} ms CPU each`);
      return one;
    };
    for (const side of ['A', 'B'] as const) await round(side, 2);
    const rounds: Record<Side, Round[]> = { A: [], B: [] };
    for (const side of abba(2)) rounds[side].push(await round(side));
    const of = (side: Side, what: keyof Round) => rounds[side].map((one) => one[what]);
    const peak = median(of('A', 'perSecond'));
    return [
      {
        ...{ part, what: 'sign-ins/s over a bare argon2 loop', control: controlRatio(of('A', 'perSecond')) },
        ...{ measured: blockRatio(of('A', 'perSecond'), of('B', 'perSecond')) },
        target: { better: 'more', goal: 0.9, floor: 0.8 },
        note: `${peak.toFixed(1)} and ${median(of('B', 'perSecond')).toFixed(1)} /s, ${width} hashes at once`,
      },
      {
        ...{ part, what: 'CPU of api per sign-in over the bare hash', control: controlRatio(of('A', 'cpu')) },
        ...{ measured: blockRatio(of('A', 'cpu'), of('B', 'cpu')), target: { better: 'less', goal: 1.2 } },
        note: `${median(of('A', 'cpu')).toFixed(1)} and ${median(of('B', 'cpu')).toFixed(1)} ms`,
      },
      ...(await overload(bench, signing, peak)),
    ];
  } finally {
    await signing.close();
  }
}

async function overload(bench: Bench, signing: SigningIn, peak: number): Promise<Figure[]> {
  const { cookie } = await signing.signIn(signing.next());
  const alone = await openLoop(50, 4, () => signing.look(cookie));
  bench.options.say('three times as many as can be served …');
  const seconds = 8;
  const refusals: number[] = [];
  let served = 0;
  let unsaid = 0;
  const flood = openLoop(3 * peak, seconds, async () => {
    const began = performance.now();
    const { status, retryAfter } = await signing.signIn(signing.next());
    if (status === 201) served++;
    else refusals.push(performance.now() - began);
    if (status !== 201 && !retryAfter) unsaid++;
  });
  const beside = await openLoop(50, seconds, () => signing.look(cookie));
  await flood;
  const looked = [percentile(beside.latencies, 0.99), percentile(alone.latencies, 0.99)] as const;
  return [
    {
      ...{ part, what: 'overload: goodput over the peak', measured: served / seconds / peak },
      ...{ target: { better: 'more', goal: 0.9 }, note: `${served} served, ${refusals.length} told to come back` },
    },
    {
      ...{ part, what: 'overload: p99 of a refusal', unit: 'ms', measured: percentile(refusals, 0.99) },
      ...{ target: { better: 'less', goal: 50 }, note: `${unsaid} without Retry-After` },
    },
    {
      ...{ part, what: 'overload: p99 of a page with a session, over its own', measured: looked[0] / looked[1] },
      ...{ target: { better: 'less', goal: 2 }, note: `${looked[0].toFixed(1)} and ${looked[1].toFixed(1)} ms` },
    },
  ];
}

async function accepted(signing: SigningIn): Promise<void> {
  const { status } = await signing.signIn(signing.next());
  if (status !== 201) throw new Error(`A sign-in answered ${status}.`);
}
