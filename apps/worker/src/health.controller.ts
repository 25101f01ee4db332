import { temporalAnswers } from '@app/journeys';
import { MikroORM } from '@mikro-orm/postgresql';
import { Controller, Get, HttpException, HttpStatus, Inject } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { TemporalWorker } from './temporal-worker.js';

@Controller('health')
export class HealthController {
  constructor(
    private readonly orm: MikroORM,
    @Inject(Client) private readonly client: Client,
    private readonly worker: TemporalWorker,
  ) {}

  @Get('live')
  live(): object {
    return { status: 'ok' };
  }

  /** 503 names what is away. */
  @Get('ready')
  async ready(): Promise<object> {
    const [database, temporal] = await Promise.all([databaseAnswers(this.orm), temporalAnswers(this.client, 1_000)]);
    const state = { database, temporal, polling: this.worker.isPolling };
    if (Object.values(state).every(Boolean)) return { status: 'ok', ...state };
    throw new HttpException({ status: 'unavailable', ...state }, HttpStatus.SERVICE_UNAVAILABLE);
  }
}

const databaseAnswers = (orm: MikroORM): Promise<boolean> =>
  orm.em
    .fork()
    .execute('select 1')
    .then(() => true)
    .catch(() => false);
