import { Controller, Get, HttpException, HttpStatus, Inject } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import { SETTINGS } from '../settings.provider.js';

const patienceMs = 1_000;

@Controller('health')
export class HealthController {
  constructor(@Inject(SETTINGS) private readonly settings: WebSettings) {}

  @Get('live')
  live(): object {
    return { status: 'ok' };
  }

  /** Ready when the API answers at all: what the API lacks is the API's to say, and its pages are kind about it. */
  @Get('ready')
  async ready(): Promise<object> {
    const signal = AbortSignal.timeout(patienceMs);
    const api = await fetch(`${this.settings.apiUrl}/health/live`, { signal }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (api) return { status: 'ok', api };
    throw new HttpException({ status: 'unavailable', api }, HttpStatus.SERVICE_UNAVAILABLE);
  }
}
