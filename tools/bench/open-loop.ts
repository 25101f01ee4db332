import { setTimeout as pause } from 'node:timers/promises';

export interface OpenLoop {
  /** From the instant an arrival was due, not from when it could be served, ms: a queue shows (no coordinated omission). */
  latencies: number[];
  /** Arrivals whose act rejected; they have no latency. */
  failed: number;
}

/** `perSecond` arrivals by the clock for `seconds`, whatever becomes of those before; ends when the last has its answer. */
export async function openLoop(
  perSecond: number,
  seconds: number,
  act: (arrival: number) => Promise<unknown>,
): Promise<OpenLoop> {
  const latencies: number[] = [];
  let failed = 0;
  const began = performance.now();
  const answers = [];
  for (let arrival = 0; arrival < perSecond * seconds; arrival++) {
    const due = began + (arrival * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await pause(wait);
    const answer = act(arrival).then(
      () => void latencies.push(performance.now() - due),
      () => void failed++,
    );
    answers.push(answer);
  }
  await Promise.all(answers);
  return { latencies, failed };
}
