import { registrationWorkflowId } from '@app/contracts';
import type { Client } from '@temporalio/client';
import { waitUntil } from '../../local/wait-until.js';
import type { InboxWatch } from '../inbox-watch.js';
import { tokenIn } from '../invariants/i03-token-once-in-time.js';
import type { JourneyPlan } from '../journey-plan.js';
import type { ReceivedMail, Told } from '../ledgers.js';
import { isOutage } from '../persistent-person.js';
import { type Call, recordedCalls } from '../recorded-calls.js';
import type { ToldLedger } from '../told-ledger.js';
import { Account } from './account.js';
import { type Decision, decideOn } from './decision.js';
import { patience, unhurried } from './patience.js';

export interface Surroundings {
  apiUrl: string;
  ledger: ToldLedger;
  inbox: InboxWatch;
  client: Client;
  secrets: Set<string>;
}

/** One person with a case, and the operator beside: each repeats what was not answered, as people and browsers do. */
export class Person {
  email: string;
  private ownerKey = '';
  private publicId = '';
  private known = '';
  private opened: Account | undefined;

  constructor(
    readonly plan: JourneyPlan,
    private readonly around: Surroundings,
  ) {
    this.email = plan.person.email;
    for (const secret of [...Object.values(plan.person), plan.secret]) around.secrets.add(secret as string);
  }

  get hasAccount(): boolean {
    return this.opened !== undefined;
  }

  /** Once the password is created, and the identifiant told. */
  get account(): Account {
    if (!this.opened) throw new Error(`${this.caseNumber} has no account yet`);
    return this.opened;
  }

  readonly keepSecret = (secret: string): void => void this.around.secrets.add(secret);

  get caseNumber(): string {
    return this.known;
  }

  get journey() {
    return this.around.client.workflow.getHandle(registrationWorkflowId(this.caseNumber));
  }

  /** Always under one key: however often it is asked, it is one request. */
  async register(): Promise<Told> {
    const { siret, contractNumber, person, index } = this.plan;
    const answer = await this.insist({
      ...{ act: 'register', method: 'POST', path: '/v1/registrations', key: `crash-${index}` },
      body: { route: 'classic', siret, contractNumber, applicant: person, acceptTerms: true },
    });
    if (answer.status !== 201 && answer.status !== 202) return answer;
    const told = answer.body as { id: string; ownerKey: string; caseNumber: string };
    [this.publicId, this.ownerKey, this.known] = [told.id, told.ownerKey, told.caseNumber];
    this.around.secrets.add(this.ownerKey);
    return answer;
  }

  resend = (): Promise<Told> =>
    this.insist({
      ...{ act: 'resend', method: 'POST', path: `/v1/registrations/${this.publicId}/resend` },
      key: `crash-resend-${this.plan.index}`,
    });

  async correctEmail(): Promise<void> {
    const email = `corrigee.${this.plan.person.email}`;
    this.around.secrets.add(email);
    const path = `/v1/registrations/${this.publicId}/email`;
    await this.insist({ act: 'correct-email', method: 'POST', path, body: { ownerKey: this.ownerKey, email } });
    this.email = email;
  }

  async inspectLink(): Promise<void> {
    const body = { token: await this.token() };
    await this.insist({ act: 'follow', method: 'POST', path: '/v1/password-links/inspect', body });
  }

  /** The establishment's public check, with the contract number: shows its administrators once there are any. */
  check(): Promise<Told> {
    const { siret, contractNumber } = this.plan;
    return this.insist({
      ...{ act: 'follow', method: 'POST', path: '/v1/establishments/check', body: { siret, contractNumber } },
    });
  }

  /** With the newest mail; one that was asked for twice, for its answer was lost, replaces the link of the first. */
  async createPasswordByLink(): Promise<void> {
    await this.untilItHolds('a password by a link that nothing has replaced', async () => {
      const { body } = await this.createPassword({ token: await this.token() });
      return (body as { code?: string } | null)?.code !== 'link-superseded';
    });
  }

  /** F6. */
  async askIdentifier(): Promise<void> {
    const { siret, person } = this.plan;
    const { lastName, firstName, email } = person;
    const body = { siret, lastName, firstName, email };
    const told = await this.insist({ act: 'follow', method: 'POST', path: '/v1/identifier-recoveries', body });
    this.opened ??= new Account(this, (told.body as { identifier: string }).identifier);
  }

  async createPasswordByCode(): Promise<Told> {
    const { code } = await this.mail(isCreation);
    return this.createPassword({ siret: this.plan.siret, code });
  }

  async guessCode(): Promise<void> {
    await this.mail(isCreation);
    await this.createPassword({ siret: this.plan.siret, code: '0000-0000' });
  }

  decide = (decision: Decision): Promise<void> =>
    decideOn(this.journey, decision, {
      ...{
        journey: this.plan.index,
        caseNumber: this.caseNumber,
        client: this.around.client,
        ledger: this.around.ledger,
      },
      ...{ isHeard: async () => decision !== 'approve' && (await this.hasEnded()) },
    });

  async status(): Promise<string> {
    const { body } = await this.insist({ act: 'follow', method: 'GET', path: `/v1/registrations/${this.publicId}` });
    return (body as { status: string }).status;
  }

  /** A case that waits for a person, as the second unanswered dot makes it, is given that person: an operator who presses retry. */
  async untilStatus(wanted: string): Promise<void> {
    await waitUntil(
      `${this.caseNumber} is ${wanted}`,
      async () => {
        const status = await this.status();
        if (status === 'blocked' && wanted !== 'blocked') await this.decide('retry');
        return status === wanted;
      },
      unhurried,
    );
  }

  /** The newest message to the newest address that fits. */
  async mail(fits: (mail: ReceivedMail) => boolean): Promise<ReceivedMail> {
    const found = () => this.around.inbox.to(this.email).findLast(fits);
    await waitUntil(
      `a mail for ${this.caseNumber}`,
      async () => {
        if (found() === undefined && this.known && (await this.status()) === 'blocked') await this.decide('retry');
        return found() !== undefined;
      },
      unhurried,
    );
    return found() as ReceivedMail;
  }

  async mailsLike(subject: RegExp, many = 1): Promise<void> {
    const count = () => this.around.inbox.to(this.email).filter((mail) => subject.test(mail.subject)).length;
    await waitUntil(`${many} × ${subject} for ${this.caseNumber}`, () => count() >= many, patience);
  }

  untilItHolds = (what: string, look: () => Promise<boolean>): Promise<void> =>
    waitUntil(`${what}, ${this.caseNumber}`, look, patience);

  /** For whoever reads of a failure: what the journey is trying meanwhile. */
  async standing(): Promise<string> {
    try {
      const { status, raw } = await this.journey.describe();
      const tries = (raw.pendingActivities ?? []).map(
        ({ activityType, attempt, lastFailure }) =>
          `${activityType?.name} for the ${attempt}th time, after ${lastFailure?.message}`,
      );
      return [`journey ${status.name}`, ...tries].join(', ');
    } catch (error) {
      return String(error);
    }
  }

  private async hasEnded(): Promise<boolean> {
    return ['refused', 'cancelled'].includes(await this.status());
  }

  private async token(): Promise<string> {
    const { links, code } = await this.mail(isCreation);
    const token = links.map(tokenIn).find(Boolean) ?? '';
    for (const secret of [token, code ?? '']) if (secret) this.around.secrets.add(secret);
    return token;
  }

  private async createPassword(proof: Record<string, unknown>): Promise<Told> {
    const told = await this.insist({
      ...{ act: 'create-password', method: 'POST', path: '/v1/passwords', about: { caseNumber: this.caseNumber } },
      body: { ...proof, password: this.plan.secret },
    });
    const { identifier } = (told.body ?? {}) as { identifier?: string };
    if (identifier) this.opened = new Account(this, identifier);
    return told;
  }

  /** Once, answered or not. */
  readonly ask = (call: Call): Promise<Told> =>
    recordedCalls([this.around.apiUrl], this.around.ledger, this.plan.index)(call);

  /** The same until there is an answer that is not an outage's. */
  readonly insist = async (call: Call): Promise<Told> => {
    let told: Told | undefined;
    await waitUntil(
      `an answer to ${call.method} ${call.act}`,
      async () => {
        told = await this.ask(call);
        return !isOutage(told);
      },
      patience,
    );
    return told as Told;
  };
}

const isCreation = ({ links }: ReceivedMail): boolean => links.some((link) => tokenIn(link) !== undefined);
