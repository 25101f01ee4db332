import { TemporalHealth } from '@app/journeys';
import type { ConfiguredDirectories } from '@app/partners';
import { askDatabase } from '@app/persistence';
import { MikroORM } from '@mikro-orm/postgresql';
import { Controller, Get, HttpException, HttpStatus, Inject } from '@nestjs/common';
import { DIRECTORIES } from './directories.provider.js';
import { TemporalWorker } from './temporal-worker.js';

@Controller('health')
export class HealthController {
  constructor(
    private readonly orm: MikroORM,
    private readonly temporalHealth: TemporalHealth,
    private readonly worker: TemporalWorker,
    @Inject(DIRECTORIES) private readonly directories: ConfiguredDirectories,
  ) {}

  @Get('live')
  live(): object {
    return { status: 'ok' };
  }

  /** 503 names what is away, and what Temporal lacks; a directory that refuses our key is told, and is no reason to send work elsewhere. */
  @Get('ready')
  async ready(): Promise<object> {
    const [database, state] = await Promise.all([databaseAnswers(this.orm), this.temporalHealth.state(1_000)]);
    const { temporal, ...lacking } = state;
    const ready = { database, temporal: temporal === 'up', polling: this.worker.isPolling };
    const directory = this.directories.keyIsTaken() ? {} : { directory: 'key-refused' };
    if (Object.values(ready).every(Boolean)) return { status: 'ok', ...ready, ...directory };
    throw new HttpException(
      { status: 'unavailable', ...ready, ...lacking, ...directory },
      HttpStatus.SERVICE_UNAVAILABLE,
    );
  }
}

const databaseAnswers = (orm: MikroORM): Promise<boolean> =>
  askDatabase(orm.em.fork())
    .then(() => true)
    .catch(() => false);
