import { Injectable } from '@nestjs/common';
import type { Readiness } from '@app/contracts/http';
import { MikroORM } from '@mikro-orm/postgresql';
import { setTimeout as after } from 'node:timers/promises';
import type { z } from 'zod';
import type { Answer } from '../answer.js';
import { JourneyDoor } from '../journey-door.js';

const patienceMs = 1_000;

/** Ready when both are: without Temporal registering still works (202), but whoever balances load should know. */
@Injectable()
export class HealthService {
  constructor(
    private readonly orm: MikroORM,
    private readonly door: JourneyDoor,
  ) {}

  async readiness(): Promise<Answer<z.infer<typeof Readiness>>> {
    const [database, temporal] = await Promise.all([this.databaseAnswers(), this.door.answers(patienceMs)]);
    return { status: database && temporal ? 200 : 503, body: { database: word(database), temporal: word(temporal) } };
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
