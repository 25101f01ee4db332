import { Pool } from 'undici';
import type { Registrant } from './registrant.js';
import type { RelaySink } from './relay-sink.js';

/** The registration as a person lives it, by the HTTP API and the mail alone. */
export class Registering {
  private readonly pool: Pool;

  constructor(
    apiUrl: string,
    private readonly relay: RelaySink,
  ) {
    this.pool = new Pool(apiUrl, { connections: 64 });
  }

  /** Resolves once the registration is accepted; answers the id of its page. */
  async register({ siret, contractNumber, email, lastName, firstName }: Registrant): Promise<string> {
    const applicant = { lastName, firstName, email };
    const body = { route: 'classic', siret, contractNumber, applicant, acceptTerms: true };
    const { id } = JSON.parse(await this.post('/v1/registrations', body)) as { id: string };
    return id;
  }

  /** Follows the link of the mail; resolves once the mail that ends the journey has come. Answers both messages. */
  async complete({ email, password }: Registrant): Promise<{ creation: Buffer; welcome: Buffer }> {
    const creation = await this.relay.next(email);
    await this.post('/v1/passwords', { token: tokenIn(creation), password });
    const welcome = await this.relay.next(email);
    this.relay.forget(email);
    return { creation, welcome };
  }

  async whole(person: Registrant): Promise<void> {
    await this.register(person);
    await this.complete(person);
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async post(path: string, body: object): Promise<string> {
    const answer = await this.pool.request({
      ...{ method: 'POST', path, headers: { 'content-type': 'application/json' } },
      body: JSON.stringify(body),
    });
    const told = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}: ${told}`);
    return told;
  }
}

/** In the text part, which is quoted-printable: lines are broken anywhere. */
function tokenIn(message: Buffer): string {
  const [, token] =
    /\/mot-de-passe\/creer\/([\w-]{22,86})/u.exec(message.toString('latin1').replaceAll('=\r\n', '')) ?? [];
  if (!token) throw new Error('The mail holds no link.');
  return token;
}
