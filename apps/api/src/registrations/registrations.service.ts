import { Inject, Injectable } from '@nestjs/common';
import { refusalReasons } from '@app/contracts';
import type { RegistrationReceipt, RegistrationRequest, RegistrationView } from '@app/contracts/http';
import { maskEmail } from '@app/domain';
import type { RegistrationCase } from '@app/journeys';
import { crashPoint, ownerKey, readRegistration, type RegistrationRow, writingKey } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';
import { AddressLimits } from '../address-limits.js';
import type { Answer } from '../answer.js';
import type { Caller } from '../caller.js';
import { LegalCategories } from '../establishments/legal-categories.js';
import { keep, once, refusalAnswer, type RepeatableRequest } from '../idempotency.js';
import { JourneysClient } from '../journeys-client.js';
import { problem } from '../problem.js';
import { SETTINGS } from '../settings.provider.js';
import { contractNumberOf, siretOf } from '../typed-numbers.js';
import { followRegistration } from './follow-registration.js';
import { readOwnFacts } from './own-facts.js';
import { type Received, receiveRegistration, type RegistrationInput } from './receive-registration.js';

type Receipt = z.infer<typeof RegistrationReceipt>;

const journeyMs = 8_000;
/** What must be left of the caller’s time once the journey has been waited for. */
const answeringMs = 1_000;

/** F3: an establishment asks to join. One transaction decides and writes it down; then the journey is started and waited for. */
@Injectable()
export class RegistrationsService {
  constructor(
    private readonly orm: MikroORM,
    private readonly limits: AddressLimits,
    private readonly journeys: JourneysClient,
    private readonly categories: LegalCategories,
    private readonly log: PinoLogger,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async register(
    body: z.infer<typeof RegistrationRequest>,
    key: string | undefined,
    caller: Caller,
  ): Promise<Answer<Receipt>> {
    const { applicant } = body;
    const input = { siret: siretOf(body.siret), contractNumber: contractNumberOf(body.contractNumber), applicant };
    await this.limits.spend('registration', caller);
    const em = this.orm.em.fork();
    const request = { route: 'registrations', key, content: body } as const;

    let received: Received | undefined;
    const begun = await once<Omit<Receipt, 'ownerKey'>>(em, request, async (tx) => {
      received = await this.receive(tx, input, caller);
      return { registrationId: received.id };
    });
    if (begun.answer) return this.withOwnerKey(await readRegistration(em, begun.registrationId), begun.answer);

    crashPoint('api.registrations.before-hurry');
    await this.startAndWait(received ?? (await readRegistration(em, begun.registrationId)), caller);
    crashPoint('api.registrations.after-hurry');
    return this.conclude(em, begun.registrationId, request);
  }

  async follow(publicId: string): Promise<z.infer<typeof RegistrationView>> {
    return followRegistration(this.orm.em.fork(), publicId, this.settings, this.categories);
  }

  /** The database decides who wins; whoever lost is told by whom, or for want of what. */
  private async receive(tx: EntityManager, input: RegistrationInput, caller: Caller): Promise<Received> {
    for (let tries = 0; tries < 3; tries++) {
      const received = await receiveRegistration(tx, input, caller);
      if (received) return received;
      const { contractKnown, registration, administrators } = await readOwnFacts(tx, input, this.settings);
      if (!contractKnown) throw problem('contract-unknown');
      if (registration?.status === 'completed') throw problem('establishment-registered', { administrators });
      if (registration) throw problem('registration-in-progress', { registration: registration.glance });
      // What stood in the way has ended since, or two case numbers were alike: once more.
    }
    throw problem('unavailable', { retryAfter: 1 });
  }

  /** Waits for the journey's word as long as the caller can; without it the case stays `checking` and the relay carries on. */
  private async startAndWait(registration: RegistrationCase & { noticeId?: string }, caller: Caller): Promise<void> {
    try {
      await this.journeys.register(registration, Math.min(journeyMs, caller.remainingTime() - answeringMs));
      if (registration.noticeId) this.journeys.markDelivered({ ...registration, noticeId: registration.noticeId });
    } catch (err) {
      this.log.info({ err, caseNumber: registration.caseNumber }, 'journey has not answered yet');
    }
  }

  /** The facts say how far the journey has come, whether it answered or not. */
  private async conclude(em: EntityManager, id: string | null, request: RepeatableRequest): Promise<Answer<Receipt>> {
    const row = await readRegistration(em, id);
    if (row.status === 'refused' && isEstablishmentRefusal(row.reason)) {
      const refusal = problem(row.reason);
      crashPoint('api.refusal.before-kept');
      await keep(em, request, refusalAnswer(refusal, row.id));
      crashPoint('api.refusal.after-kept');
      throw refusal;
    }
    const answer = { status: row.status === 'checking' ? 202 : 201, body: receiptOf(row) };
    crashPoint('api.registrations.before-kept');
    if (answer.status === 201) await keep(em, request, { registrationId: row.id, answer });
    crashPoint('api.registrations.after-kept');
    return this.withOwnerKey(row, answer);
  }

  /** Derived anew each time: no table holds it. */
  private withOwnerKey(row: RegistrationRow, { status, body }: Answer<Omit<Receipt, 'ownerKey'>>): Answer<Receipt> {
    return { status, body: { ...body, ownerKey: ownerKey(row, writingKey(this.settings.linkKeys)) } };
  }
}

const receiptOf = (row: RegistrationRow): Omit<Receipt, 'ownerKey'> => ({
  id: row.publicId,
  caseNumber: row.caseNumber,
  status: row.status,
  identifier: row.identifier,
  sentTo: maskEmail(row.email),
  deadline: row.deadline && new Date(row.deadline).toISOString(),
});

type EstablishmentRefusal = Exclude<(typeof refusalReasons)[number], 'after-review'>;
const isEstablishmentRefusal = (reason: string | null): reason is EstablishmentRefusal =>
  reason !== 'after-review' && (refusalReasons as readonly (string | null)[]).includes(reason);
