import { cancel, reconcileScheduleId, registrationWorkflowId, retentionScheduleId } from '@app/contracts';
import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { waitUntil } from '../../local/wait-until.js';
import type { Registrant } from '../registrant.js';
import type { RelaySink } from '../relay-sink.js';

export interface LivedProduct {
  apiUrl: string;
  temporalAddress: string;
  relay: RelaySink;
  /** Whose establishments the directory and the registry of contracts know. */
  people: readonly [Registrant, Registrant, Registrant, Registrant];
  /** As an owner would behind everybody's back. */
  sql(text: string, ...values: unknown[]): Promise<unknown>;
}

interface Said {
  status: number;
  body: Record<string, unknown>;
  cookie: string;
}

/** A few persons' whole lives with the product: every journey, with what goes on behind it, comes by at least once. */
export async function liveThrough(product: LivedProduct): Promise<void> {
  const [whole, byCode, given, corrected] = product.people;
  const town = new Town(product);
  const identifier = await town.registersByLink(whole);
  await town.registersByCode(byCode);
  await town.correctsAddress(corrected);
  await town.isCancelled(given);
  await town.signsInAndChanges(identifier, whole);
  await town.isLockedOut(identifier, whole);
  await town.resets(identifier, whole);
  await town.asksForRenewal(whole);
  await town.comesRound();
}

class Town {
  constructor(private readonly product: LivedProduct) {}

  async registersByLink(person: Registrant): Promise<string> {
    const { siret, contractNumber, email, password } = person;
    await this.ask('POST', '/v1/establishments/check', { body: { siret, contractNumber } });
    const { id } = await this.register(person);
    const first = await this.mail(email);
    await this.ask('POST', `/v1/registrations/${id}/resend`, { key: randomUUID() });
    await this.mail(email);
    await this.ask('GET', `/v1/registrations/${id}`);
    await this.ask('POST', '/v1/password-links/inspect', { body: { token: first.token } });
    const { identifier } = await this.ask('POST', '/v1/passwords', { body: { token: first.token, password } }).then(
      ({ body }) => body,
    );
    await this.mail(email);
    return String(identifier);
  }

  async registersByCode(person: Registrant): Promise<void> {
    const { siret, email, password } = person;
    await this.register(person);
    const { code } = await this.mail(email);
    const wrong = code === '2222-2222' ? '3333-3333' : '2222-2222';
    await this.ask('POST', '/v1/passwords', { body: { siret, code: wrong, password }, refused: true });
    await this.ask('POST', '/v1/passwords', { body: { siret, code, password } });
    await this.mail(email);
  }

  async correctsAddress(person: Registrant): Promise<void> {
    const { id, ownerKey } = await this.register(person);
    await this.mail(person.email);
    const email = `new-${person.email}`;
    await this.ask('POST', `/v1/registrations/${id}/email`, { body: { ownerKey, email } });
    await Promise.all([this.mail(email), this.mail(person.email)]);
  }

  /** By an operator: closing takes the pending account away, with all that points at it. */
  async isCancelled(person: Registrant): Promise<void> {
    const { caseNumber } = await this.register(person);
    await this.mail(person.email);
    await this.withTemporal(async (client) => {
      const handle = client.workflow.getHandle(registrationWorkflowId(caseNumber));
      await handle.executeUpdate(cancel, { args: [{ operator: 'bench' }] });
    });
    await this.mail(person.email);
  }

  async signsInAndChanges(
    identifier: string,
    { siret, email, password, lastName, firstName }: Registrant,
  ): Promise<void> {
    const { cookie } = await this.ask('POST', '/v1/sessions', { body: { identifier, password } });
    await this.ask('GET', '/v1/sessions/current', { cookie });
    await this.ask('GET', '/v1/sessions', { cookie });
    await this.ask('DELETE', '/v1/sessions', { cookie });
    const changed = await this.ask('POST', '/v1/sessions/current/password', {
      ...{ cookie, body: { currentPassword: password, newPassword: `${password}-autrement` } },
    });
    await this.mail(email);
    await this.ask('DELETE', '/v1/sessions/current', { cookie: changed.cookie });
    await this.ask('POST', '/v1/identifier-recoveries', { body: { siret, lastName, firstName, email } });
    await this.mail(email);
  }

  async isLockedOut(identifier: string, { email }: Registrant): Promise<void> {
    for (const _ of [1, 2, 3])
      await this.ask('POST', '/v1/sessions', { body: { identifier, password: 'no such password' }, refused: true });
    await this.mail(email);
  }

  async resets(identifier: string, { email, password }: Registrant): Promise<void> {
    await this.ask('POST', '/v1/password-resets', { body: { identifier: 'EP-0000-0000' } });
    await this.ask('POST', '/v1/password-resets', { body: { identifier } });
    const { token } = await this.mail(email);
    await this.ask('POST', '/v1/passwords', { body: { token, password } });
    await this.mail(email);
  }

  async asksForRenewal({ siret, contractNumber, email }: Registrant): Promise<void> {
    await this.product.sql(
      `insert into account (identifier, siret, role, status, last_name, first_name, email, password_hash, activated_at, expires_at)
       values ('EP-XP1R-ED00', $1, 'user', 'active', 'Petit', 'Lou', 'lou@bench.example', 'past', now(), now())`,
      siret,
    );
    await this.ask('POST', '/v1/renewal-requests', { body: { siret, contractNumber, identifier: 'EP-XP1R-ED00' } });
    await this.mail(email);
    await this.ask('POST', '/v1/password-resets', { body: { identifier: 'EP-XP1R-ED00' } });
    await this.mail('lou@bench.example');
  }

  /** What comes round by the clock. */
  async comesRound(): Promise<void> {
    await this.withTemporal(async (client) => {
      for (const scheduleId of [reconcileScheduleId, retentionScheduleId]) {
        const schedule = client.schedule.getHandle(scheduleId);
        const actions = async () => (await schedule.describe()).info.recentActions;
        const before = (await actions()).length;
        await schedule.trigger();
        await waitUntil(`${scheduleId} has come round`, async () => (await actions()).length > before);
        const { action } = (await actions()).at(-1) ?? {};
        if (action?.type === 'startWorkflow') await client.workflow.getHandle(action.workflow.workflowId).result();
      }
    });
  }

  /** Twice: the second is answered as the first was. */
  private async register(person: Registrant): Promise<{ id: string; ownerKey: string; caseNumber: string }> {
    const { siret, contractNumber, email, lastName, firstName } = person;
    const applicant = { lastName, firstName, email };
    const body = { route: 'classic', siret, contractNumber, applicant, acceptTerms: true };
    const key = randomUUID();
    await this.ask('POST', '/v1/registrations', { body, key });
    return (await this.ask('POST', '/v1/registrations', { body, key })).body as never;
  }

  private async mail(recipient: string): Promise<{ token: string; code: string }> {
    const message = (await this.product.relay.next(recipient)).toString('latin1').replaceAll('=\r\n', '');
    const [, token = ''] = /\/mot-de-passe\/(?:creer|reinitialiser)\/([\w-]{22,86})/u.exec(message) ?? [];
    const [code = ''] = /(?<![\w/-])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![\w-])/u.exec(message) ?? [];
    return { token, code };
  }

  private async ask(
    method: string,
    path: string,
    given: { body?: object; key?: string; cookie?: string; refused?: boolean } = {},
  ): Promise<Said> {
    const { body, key, cookie, refused = false } = given;
    const answer = await fetch(`${this.product.apiUrl}${path}`, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
        ...(cookie ? { cookie } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const told = await answer.text();
    if (answer.ok === refused) throw new Error(`${method} ${path} answered ${answer.status}: ${told}`);
    const [session = ''] = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    return { status: answer.status, body: told ? (JSON.parse(told) as Record<string, unknown>) : {}, cookie: session };
  }

  private async withTemporal(work: (client: Client) => Promise<void>): Promise<void> {
    const connection = await Connection.connect({ address: this.product.temporalAddress });
    await work(new Client({ connection })).finally(() => connection.close());
  }
}
