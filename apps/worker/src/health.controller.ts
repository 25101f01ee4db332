import { temporalAnswers } from '@app/journeys';
import type { ConfiguredDirectories } from '@app/partners';
import { MikroORM } from '@mikro-orm/postgresql';
import { Controller, Get, HttpException, HttpStatus, Inject } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { DIRECTORIES } from './directories.provider.js';
import { TemporalWorker } from './temporal-worker.js';

@Controller('health')
export class HealthController {
  constructor(
    private readonly orm: MikroORM,
    @Inject(Client) private readonly client: Client,
    private readonly worker: TemporalWorker,
    @Inject(DIRECTORIES) private readonly directories: ConfiguredDirectories,
  ) {}

  @Get('live')
  live(): object {
    return { status: 'ok' };
  }

  /** 503 names what is away; a directory that refuses our key is told, and is no reason to send work elsewhere. */
  @Get('ready')
  async ready(): Promise<object> {
    const [database, temporal] = await Promise.all([databaseAnswers(this.orm), temporalAnswers(this.client, 1_000)]);
    const state = { database, temporal, polling: this.worker.isPolling };
    const directory = this.directories.keyIsTaken() ? {} : { directory: 'key-refused' };
    if (Object.values(state).every(Boolean)) return { status: 'ok', ...state, ...directory };
    throw new HttpException({ status: 'unavailable', ...state, ...directory }, HttpStatus.SERVICE_UNAVAILABLE);
  }
}

const databaseAnswers = (orm: MikroORM): Promise<boolean> =>
  orm.em
    .fork()
    .execute('select 1')
    .then(() => true)
    .catch(() => false);
