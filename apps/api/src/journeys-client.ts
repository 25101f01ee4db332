import { setTimeout as after } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { RegistrationAnswer } from '@app/contracts';
import {
  deliverToRegistration,
  type RegistrationCase,
  registerWithStart,
  temporalClient,
  TemporalHealth,
  type TemporalState,
} from '@app/journeys';
import { markDelivered } from '@app/persistence';
import { MikroORM } from '@mikro-orm/postgresql';
import type { ApiSettings } from '@app/settings';
import type { Client } from '@temporalio/client';
import { PinoLogger } from 'nestjs-pino';
import { SETTINGS } from './settings.provider.js';

/** A notice that was committed a moment ago. */
export interface FreshNotice {
  caseNumber: string;
  noticeId: string;
}

const signalWithinMs = 2_000;

/** How the API reaches journeys. Every signal stands in the facts already: a lost one is repeated by the relay. */
@Injectable()
export class JourneysClient implements OnApplicationShutdown {
  private readonly client: Client;
  private readonly health: TemporalHealth;

  constructor(
    @Inject(SETTINGS) settings: Pick<ApiSettings, 'temporalAddress' | 'temporalNamespace'>,
    private readonly orm: MikroORM,
    private readonly log: PinoLogger,
  ) {
    this.client = temporalClient(settings);
    this.health = new TemporalHealth(this.client);
  }

  /** Throws when there is no answer within `withinMs`; the client's own deadline may be over a second late. */
  register(registration: RegistrationCase, withinMs: number): Promise<RegistrationAnswer> {
    const tooLate = after(withinMs, undefined, { ref: false }).then(() => {
      throw new Error('no answer in time');
    });
    return Promise.race([registerWithStart(this.client, registration, withinMs), tooLate]);
  }

  /** Spares the relay a signal that the journey needs no more, for it has just answered. In the background. */
  markDelivered({ caseNumber, noticeId }: FreshNotice): void {
    this.inBackground(markDelivered(this.orm.em.fork(), { journey: 'registration', subject: caseNumber }, noticeId));
  }

  /** The facts of a case have changed. */
  signalInBackground({ caseNumber, noticeId }: FreshNotice): void {
    this.inBackground(deliverToRegistration(this.client, this.orm.em.fork(), { caseNumber }, noticeId, signalWithinMs));
  }

  state(withinMs: number): Promise<TemporalState> {
    return this.health.state(withinMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.connection.close();
  }

  private inBackground(work: Promise<void>): void {
    work.catch((err: unknown) => this.log.debug({ err }, 'left to the relay'));
  }
}
