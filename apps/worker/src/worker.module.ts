import { journeyActivities, mailSending } from '@app/activities';
import { restartMissingJourneys, temporalClient, TemporalHealth } from '@app/journeys';
import { type ConfiguredDirectories, configuredDirectories, eligibilityPolicy } from '@app/partners';
import { connectToDatabase } from '@app/persistence';
import type { WorkerSettings } from '@app/settings';
import { MikroORM } from '@mikro-orm/postgresql';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { perAttempt } from './activity-interceptor.js';
import { DIRECTORIES } from './directories.provider.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { NoticeRelay } from './notice-relay.js';
import { TemporalWorker } from './temporal-worker.js';

/** Composition only. Both start and stop orders matter: what activities use is closed after the last of them has ended. */
@Module({})
export class WorkerModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly orm: MikroORM,
    private readonly client: Client,
    private readonly relay: NoticeRelay,
    private readonly worker: TemporalWorker,
  ) {}

  static with(settings: WorkerSettings, logger: Logger): DynamicModule {
    return {
      module: WorkerModule,
      controllers: [HealthController, MetricsController],
      providers: [
        Metrics,
        { provide: MikroORM, useFactory: () => connectToDatabase(settings.databaseUrl, 20) },
        { provide: Client, useFactory: () => temporalClient(settings) },
        { provide: TemporalHealth, inject: [Client], useFactory: (client: Client) => new TemporalHealth(client) },
        {
          provide: NoticeRelay,
          inject: [Client, MikroORM],
          useFactory: (client: Client, orm: MikroORM) => new NoticeRelay(client, orm.em, settings, logger),
        },
        {
          provide: DIRECTORIES,
          inject: [MikroORM],
          useFactory: (orm: MikroORM) => configuredDirectories(settings, orm.em),
        },
        {
          provide: TemporalWorker,
          inject: [Client, MikroORM, DIRECTORIES, Metrics],
          useFactory: (client: Client, orm: MikroORM, directories: ConfiguredDirectories, metrics: Metrics) => {
            const policy = eligibilityPolicy('data/legal-categories.json', settings.eligibilityOverrides);
            const journeys = {
              ...journeyActivities(orm.em, directories, policy, settings, (table, rows) => {
                logger.info({ table, rows }, 'purged');
                metrics.purged(table, rows);
              }),
              restartMissingJourneys: () => restartMissingJourneys(client, orm.em),
            };
            const interceptors = { activity: [perAttempt(orm, logger)] };
            return new TemporalWorker({ ...mailSending(orm.em, settings), journeys, interceptors, client, logger });
          },
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.relay.start();
    this.worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.relay.stop(), this.worker.stop()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.connection.close();
    await this.orm.close(true);
  }
}
