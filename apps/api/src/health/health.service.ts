import { Inject, Injectable } from '@nestjs/common';
import type { Readiness } from '@app/contracts/http';
import type { ConfiguredDirectories } from '@app/partners';
import { MikroORM } from '@mikro-orm/postgresql';
import { setTimeout as after } from 'node:timers/promises';
import type { z } from 'zod';
import type { Answer } from '../answer.js';
import { DIRECTORY } from '../establishments/directory.provider.js';
import { JourneyDoor } from '../journey-door.js';

const patienceMs = 1_000;

/**
 * Ready when both are: without Temporal registering still works (202), but a load balancer should know. A directory that
 * refuses our key is told, and keeps nobody out: registrations wait for it.
 */
@Injectable()
export class HealthService {
  constructor(
    private readonly orm: MikroORM,
    private readonly door: JourneyDoor,
    @Inject(DIRECTORY) private readonly directory: ConfiguredDirectories,
  ) {}

  async readiness(): Promise<Answer<z.infer<typeof Readiness>>> {
    const [database, temporal] = await Promise.all([this.databaseAnswers(), this.door.answers(patienceMs)]);
    const directory = this.directory.keyIsTaken() ? {} : { directory: 'key-refused' as const };
    const body = { database: word(database), temporal: word(temporal), ...directory };
    return { status: database && temporal ? 200 : 503, body };
  }

  private async databaseAnswers(): Promise<boolean> {
    const answered = this.orm.em
      .fork()
      .execute('select 1')
      .then(
        () => true,
        () => false,
      );
    return Promise.race([answered, after(patienceMs, false, { ref: false })]);
  }
}

const word = (answers: boolean): 'up' | 'away' => (answers ? 'up' : 'away');
