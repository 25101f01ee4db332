import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { opaque } from '@app/domain';
import type { ApiSettings } from '@app/settings';
import { PinoLogger } from 'nestjs-pino';
import { SETTINGS } from '../settings.provider.js';

const patienceMs = 1_500;

/**
 * Optional range service (k-anonymity): it is told five characters of a SHA-1 and answers every leaked password that
 * shares them. Away or absent, the bundled lists still apply (R39).
 */
@Injectable()
export class BreachService {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly log: PinoLogger,
  ) {}

  async knows(password: string): Promise<boolean> {
    const { breachServiceUrl } = this.settings;
    if (!breachServiceUrl) return false;
    const hash = createHash('sha1').update(opaque(password)).digest('hex').toUpperCase();
    try {
      const answer = await fetch(`${breachServiceUrl}/${hash.slice(0, 5)}`, {
        signal: AbortSignal.timeout(patienceMs),
        // Lines of no meaning hide how many there are.
        headers: { 'Add-Padding': 'true' },
        redirect: 'error',
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      return holds(await answer.text(), hash.slice(5));
    } catch (err) {
      this.log.warn({ err }, 'breach service away, bundled lists alone apply');
      return false;
    }
  }
}

/** `suffix:count` a line; a count of 0 is padding. */
const holds = (range: string, suffix: string): boolean =>
  range
    .split(/\r?\n/u)
    .some((line) => line.toUpperCase().startsWith(`${suffix}:`) && Number(line.slice(suffix.length + 1)) > 0);
