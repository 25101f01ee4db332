import { setTimeout as pause } from 'node:timers/promises';
import { orderFault } from '../local/inbox/order-faults.js';
import { AccountDriver } from './account-driver.js';
import type { AccountPlan } from './account-plan.js';
import type { InboxWatch } from './inbox-watch.js';
import type { JourneyPlan, Person } from './journey-plan.js';
import type { ReceivedMail, Told } from './ledgers.js';
import { tokenOf } from './mailed-link.js';
import { isOutage, persistently } from './persistent-person.js';
import { type Call, recordedCalls } from './recorded-calls.js';
import type { ToldLedger } from './told-ledger.js';

export interface DriverOptions {
  /** Asked in turn. */
  apiUrls: readonly string[];
  inboxUrl: string;
  ledger: ToldLedger;
  inbox: InboxWatch;
  /** How long a person waits for a mail, ms. */
  mailPatience: number;
  /** `RESEND_INTERVAL` of the product, ms. */
  resendInterval: number;
  /** How long a person whom the service did not answer waits before trying again, ms. */
  tryAgainAfter: number;
}

/** How far a journey was driven; behind `completed`, whether the account could be signed in to in the end. */
export type JourneyEnd =
  'completed' | 'lived-on' | 'shut-out' | 'refused' | 'no-answer' | 'no-mail' | 'left' | 'link-refused';

interface Case {
  publicId: string;
  ownerKey: string;
  caseNumber: string;
}

/** Walks one person through the product as `plan` says, from outside: HTTP API and inbox only. Never throws for what the product does. */
export class Driver {
  /** What must be found nowhere in Temporal and no log. */
  readonly secrets = new Set<string>();

  constructor(private readonly options: DriverOptions) {}

  async walk(plan: JourneyPlan): Promise<JourneyEnd> {
    const { apiUrls, ledger } = this.options;
    const call = recordedCalls(apiUrls, ledger, plan.index);
    this.keepSecret(plan);
    if (plan.mailFault)
      await orderFault(this.options.inboxUrl, { match: plan.person.email, fault: plan.mailFault, times: 1 });

    const registered = await this.register(plan, call);
    if (registered === 'refused' || registered === 'no-answer') return registered;
    let email = plan.person.email;
    if (plan.correctedEmail) {
      if (plan.mailFault === 'refuse-550') await this.untilBlocked(registered, call);
      const corrected = await this.insist(() =>
        call({
          ...{ act: 'correct-email', method: 'POST', path: `/v1/registrations/${registered.publicId}/email` },
          body: { ownerKey: registered.ownerKey, email: plan.correctedEmail },
        }),
      );
      if (corrected.status === 202) email = plan.correctedEmail;
    }
    const first = await this.mailWithLink(email);
    if (!first) return 'no-mail';
    const newest = await this.askAgain(plan, registered, email, first, call);
    const created = await this.createPassword(plan, registered, first, newest, call);
    if (typeof created === 'string') return created;
    return plan.account ? this.liveOn(plan.account, plan.secret, registered, created, email, call) : 'completed';
  }

  /** `receipt`: of the first password; without its identifiant, nobody can sign in. */
  private async liveOn(
    account: AccountPlan,
    password: string,
    { caseNumber }: Case,
    receipt: Told,
    email: string,
    call: (one: Call) => Promise<Told>,
  ): Promise<JourneyEnd> {
    const { identifier } = (receipt.body ?? {}) as { identifier?: string };
    if (identifier === undefined) return 'completed';
    const { resendInterval, tryAgainAfter } = this.options;
    const person = new AccountDriver(
      {
        ...{ caseNumber, identifier, password, call, resendInterval, tryAgainAfter },
        mailWithLink: (after) => this.mailWithLink(email, after),
        keepSecret: (secret) => void this.secrets.add(secret),
      },
      account,
    );
    return (await person.live()) ? 'lived-on' : 'shut-out';
  }

  /** Also two persons at once, and one who clicks several times. */
  private async register(
    plan: JourneyPlan,
    call: (one: Call) => Promise<Told>,
  ): Promise<Case | 'refused' | 'no-answer'> {
    const post = (applicant: Person, key: string | undefined) =>
      call({
        ...{ act: 'register', method: 'POST', path: '/v1/registrations', key },
        body: {
          ...{ route: 'classic', siret: plan.siret, contractNumber: plan.contractNumber, applicant, acceptTerms: true },
        },
      });
    const own = () => post(plan.person, plan.key);
    const rival = plan.rival && post(plan.rival, plan.key && `${plan.key}-rival`);
    const answers = await Promise.all(Array.from({ length: plan.posts }, own));
    const theirs = (await rival)?.body as { ownerKey?: string } | null | undefined;
    if (theirs?.ownerKey) this.secrets.add(theirs.ownerKey);
    const accepted = () => answers.find(({ status }) => status === 201 || status === 202);
    for (let tries = 0; !accepted() && answers.every(isOutage) && tries < 10; tries++) {
      await pause(this.options.tryAgainAfter);
      answers.push(await own());
    }
    const body = accepted()?.body as { id: string; ownerKey: string; caseNumber: string } | undefined;
    if (!body) return answers.every(isOutage) ? 'no-answer' : 'refused';
    this.secrets.add(body.ownerKey);
    return { publicId: body.id, ownerKey: body.ownerKey, caseNumber: body.caseNumber };
  }

  private async untilBlocked({ publicId }: Case, call: (one: Call) => Promise<Told>): Promise<void> {
    for (let tries = 0; tries < 20; tries++) {
      const { body } = await call({ act: 'follow', method: 'GET', path: `/v1/registrations/${publicId}` });
      const status = (body as { status?: string } | null)?.status;
      if (status === 'blocked' || status === 'refused') return;
      await pause(1_000);
    }
  }

  /** « Vous en envoyer un nouveau »; answers the newest mail that has come. */
  private async askAgain(
    { resends, resendsTwice, index }: JourneyPlan,
    { publicId }: Case,
    email: string,
    first: ReceivedMail,
    call: (one: Call) => Promise<Told>,
  ): Promise<ReceivedMail> {
    let newest = first;
    for (let number = 0; number < resends; number++) {
      await pause(this.options.resendInterval);
      const key = resendsTwice ? `chaos-resend-${index}-${number}-${publicId}` : undefined;
      const press = () => call({ act: 'resend', method: 'POST', path: `/v1/registrations/${publicId}/resend`, key });
      const presses = await Promise.all(resendsTwice ? [press(), press()] : [press()]);
      if (!presses.some(({ status }) => status === 202)) continue;
      const { receivedAt } = newest;
      newest = (await this.mailWithLink(email, receivedAt)) ?? newest;
    }
    return newest;
  }

  private async createPassword(
    plan: JourneyPlan,
    { caseNumber }: Case,
    first: ReceivedMail,
    newest: ReceivedMail,
    call: (one: Call) => Promise<Told>,
  ): Promise<JourneyEnd | Told> {
    const post = (proof: Record<string, unknown>, password: string) =>
      call({
        act: 'create-password',
        method: 'POST',
        path: '/v1/passwords',
        about: { caseNumber },
        body: { ...proof, password },
      });
    const byLink = (mail: ReceivedMail) => ({ token: tokenOf(mail) });
    if (plan.triesOldLink && tokenOf(first) !== tokenOf(newest)) {
      const told = await post(byLink(first), plan.secret);
      if (told.status === 200) return told; // the checker will say so
    }
    if (plan.password === 'never') return 'left';
    if (plan.triesWeakPassword) await post(byLink(newest), 'motdepasse');
    const proof =
      plan.password === 'by-code' && newest.code ? { siret: plan.siret, code: newest.code } : byLink(newest);
    const times = plan.password === 'by-link-twice' ? 2 : 1;
    const answers = await Promise.all(Array.from({ length: times }, () => this.insist(() => post(proof, plan.secret))));
    return (
      answers.find(({ status }) => status === 200) ?? answers.find(({ status }) => status === 409) ?? 'link-refused'
    );
  }

  private async mailWithLink(email: string, after = new Date(0)): Promise<ReceivedMail | undefined> {
    const hasLink = (mail: ReceivedMail) => mail.receivedAt > after && tokenOf(mail) !== undefined;
    const mail = await this.options.inbox.waitFor(email, hasLink, this.options.mailPatience);
    if (!mail) return undefined;
    this.secrets.add(tokenOf(mail) ?? '');
    if (mail.code) this.secrets.add(mail.code);
    return mail;
  }

  private insist(press: () => Promise<Told>): Promise<Told> {
    return persistently(press, this.options.tryAgainAfter);
  }

  private keepSecret({ person, rival, correctedEmail, secret }: JourneyPlan): void {
    const persons = [person, ...(rival ? [rival] : [])].flatMap((one) => Object.values(one) as string[]);
    for (const each of [...persons, secret, ...(correctedEmail ? [correctedEmail] : [])]) this.secrets.add(each);
  }
}
