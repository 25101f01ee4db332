import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Readiness } from '@app/contracts/http';
import type { ConfiguredDirectories } from '@app/partners';
import { askDatabase } from '@app/persistence';
import { MikroORM } from '@mikro-orm/postgresql';
import { PinoLogger } from 'nestjs-pino';
import { setTimeout as after } from 'node:timers/promises';
import type { z } from 'zod';
import type { Answer } from '../answer.js';
import { DIRECTORY } from '../establishments/directory.provider.js';
import { JourneysClient } from '../journeys-client.js';

const patienceMs = 1_000;

/**
 * Ready when both are: without Temporal registering still works (202), but a load balancer should know. A directory that
 * refuses our key is told, and keeps nobody out: registrations wait for it.
 */
@Injectable()
export class HealthService implements OnApplicationBootstrap {
  private said = '';

  constructor(
    private readonly orm: MikroORM,
    private readonly journeys: JourneysClient,
    @Inject(DIRECTORY) private readonly directory: ConfiguredDirectories,
    private readonly log: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    void this.readiness();
  }

  async readiness(): Promise<Answer<z.infer<typeof Readiness>>> {
    const [database, state] = await Promise.all([this.databaseAnswers(), this.journeys.state(patienceMs)]);
    const directory = this.directory.keyIsTaken() ? {} : { directory: 'key-refused' as const };
    const isReady = database && state.temporal === 'up';
    if (state.temporal === 'incomplete') this.sayMissing(state.missing, state.command);
    return { status: isReady ? 200 : 503, body: { database: database ? 'up' : 'away', ...state, ...directory } };
  }

  /** Once, at start-up too: a balancer asks every few seconds. */
  private sayMissing(missing: string[], command: string): void {
    if (this.said === String(missing)) return;
    this.said = String(missing);
    this.log.error({ missing, command }, 'Temporal lacks what journeys need');
  }

  private async databaseAnswers(): Promise<boolean> {
    const answered = askDatabase(this.orm.em.fork()).then(
      () => true,
      () => false,
    );
    return Promise.race([answered, after(patienceMs, false, { ref: false })]);
  }
}
