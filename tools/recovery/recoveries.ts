import { setTimeout as pause } from 'node:timers/promises';
import type { KeptProcess } from '../local/processes/keep-alive.js';
import { waitUntil } from '../local/wait-until.js';
import type { Subject } from './subject.js';

/** One way to fall and get up again; each time in ms. */
export interface Recovery {
  what: string;
  /** What is promised of the slowest but one percent, ms. */
  goal?: number;
  times: number[];
}

const rounds = 5;
/** Journeys that are under way when the worker dies. */
const inFlight = 20;

/** From the kill of `victim` until `look` answers true of a process that is another. */
async function timeFrom(victim: KeptProcess | undefined, what: string, look: () => Promise<boolean>): Promise<number> {
  const since = kill(victim);
  await waitUntil('it is dead', () => victim?.pid() !== since.pid, { every: 5 });
  await waitUntil(what, look, { patience: 120_000, every: 25 });
  return performance.now() - since.at;
}

function kill(victim: KeptProcess | undefined): { at: number; pid: number } {
  const pid = victim?.pid();
  if (!victim || pid === undefined) throw new Error('There is nothing to kill.');
  victim.signal('SIGKILL');
  return { at: performance.now(), pid };
}

async function repeated(round: (n: number) => Promise<number[]>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < rounds; n += 1) times.push(...(await round(n)));
  return times;
}

export const apiKilled = async ({ product, serves }: Subject): Promise<Recovery> => ({
  what: 'api killed → answering',
  times: await repeated(async () => [await timeFrom(product.processes.api, 'api answers', serves)]),
});

/** Of each journey that was under way at the kill, how long until it had come past its first stage. */
export const workerKilled = async (subject: Subject, what: string, goal: number): Promise<Recovery> => ({
  ...{ what, goal },
  times: await repeated(async (n) => {
    await waitUntil('rest', async () => (await subject.checking()).length === 0, { patience: 120_000 });
    const worker = subject.product.processes.worker;
    await waitUntil('a worker', () => worker?.pid() !== undefined);
    await waitUntil('it works', async () => (await subject.register(`rest-${what.length}-${n}@exemple.fr`)) === 201);
    const answers = Array.from({ length: inFlight }, (_, index) =>
      subject.register(`worker-${what.length}-${n}-${index}@exemple.fr`),
    );
    await waitUntil('journeys under way', async () => (await subject.checking()).length > 0, { every: 1 });
    const times = await untilMoved(subject, kill(worker).at);
    await Promise.all(answers);
    return times;
  }),
});

async function untilMoved(subject: Subject, since: number): Promise<number[]> {
  const moved = new Map<string, number>();
  const seen = new Set<string>();
  for (;;) {
    const still = await subject.checking();
    for (const id of still) seen.add(id);
    for (const id of seen) if (!still.includes(id) && !moved.has(id)) moved.set(id, performance.now() - since);
    if (still.length === 0 && seen.size > 0) return [...moved.values()];
    await pause(10);
  }
}

export async function postgresKilled({ product, serves }: Subject): Promise<Recovery> {
  const ms = await timeFrom(product.processes.postgres, 'api serves', serves);
  return { what: 'PostgreSQL killed → serving', times: [ms] };
}

export async function temporalKilled({ product, register }: Subject): Promise<Recovery> {
  let tries = 0;
  const answered = async () => (await register(`temporal-${(tries += 1)}@exemple.fr`)) === 201;
  const ms = await timeFrom(product.processes.temporal, '201', answered);
  return { what: 'Temporal killed → registering again (201)', times: [ms] };
}

/** The relay stays away for a minute. */
export async function relayBack({ relay, register, mailsTo }: Subject): Promise<Recovery> {
  await relay('down');
  for (let n = 0; n < 20; n += 1) await register(`relay-${n}@exemple.fr`);
  await pause(60_000);
  await relay('up');
  const since = performance.now();
  const anyMail = async () => {
    const counts = await Promise.all(Array.from({ length: 20 }, (_, n) => mailsTo(`relay-${n}@exemple.fr`)));
    return counts.some((count) => count > 0);
  };
  await waitUntil('a mail', anyMail, { patience: 120_000, every: 25 });
  const ms = performance.now() - since;
  return { what: 'relay back after a minute → first mail', goal: 30_000, times: [ms] };
}
