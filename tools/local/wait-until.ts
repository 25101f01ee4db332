import { setTimeout as pause } from 'node:timers/promises';

/** Asks `look` again and again until it answers true; throws, naming what it waited for, after `patience` ms. */
export async function waitUntil(
  what: string,
  look: () => boolean | Promise<boolean>,
  { patience = 60_000, every = 50 } = {},
): Promise<void> {
  const end = Date.now() + patience;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`Waited ${patience / 1000} s in vain: ${what}`);
    await pause(every);
  }
}
