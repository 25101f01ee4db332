import { setTimeout as pause } from 'node:timers/promises';
import type { Told } from './ledgers.js';

export const isOutage = ({ status }: Pick<Told, 'status'>): boolean =>
  status === null || status >= 500 || status === 429;

/** As a person does while the service is away: the same again, a few times. */
export async function persistently(press: () => Promise<Told>, tryAgainAfter: number): Promise<Told> {
  let told = await press();
  for (let tries = 0; isOutage(told) && tries < 10; tries++) {
    await pause(tryAgainAfter);
    told = await press();
  }
  return told;
}
