import { hash } from '@node-rs/argon2';
import { AccountCalls } from '../account-calls.js';
import type { ReceivedMail, Told } from '../ledgers.js';
import { tokenOf } from '../mailed-link.js';
import type { Person } from './person.js';

const wrong = 'pas du tout le bon mot de passe';

/** What a person does with the account that the registration has opened. */
export class Account {
  private readonly calls: AccountCalls;
  private readonly onceOnly: AccountCalls;
  private password: string;
  private session: Told | undefined;

  constructor(
    private readonly person: Person,
    readonly identifier: string,
  ) {
    const { plan, caseNumber, insist, ask, keepSecret } = person;
    this.password = plan.secret;
    this.calls = new AccountCalls({ caseNumber, identifier, call: insist, keepSecret });
    this.onceOnly = new AccountCalls({ caseNumber, identifier, call: ask, keepSecret });
    for (const secret of [identifier, wrong]) keepSecret(secret);
  }

  signIn = async (): Promise<Told> => (this.session = await this.calls.signIn(this.password));

  /** Not repeated where nobody answers: it may have been counted. */
  slip = (): Promise<Told> => this.onceOnly.signIn(wrong);

  lockOut = (): Promise<void> =>
    this.person.untilItHolds('locked out', async () => {
      const { body } = await this.calls.signIn(wrong);
      return (body as { code?: string } | null)?.code === 'identifier-locked';
    });

  /** Of the password, with parameters that are no longer today's. */
  olderHash = (): Promise<string> =>
    hash(this.password.normalize('NFC'), { memoryCost: 8_192, timeCost: 3, parallelism: 1 });

  look = (): Promise<Told> => this.calls.look(this.opened);

  /** A repetition of what was heard, but not answered, comes with a session that is shut. */
  async changePassword(): Promise<void> {
    const next = this.nextPassword();
    await this.calls.change(this.opened, this.password, next);
    this.password = next;
  }

  signOut = (): Promise<Told> => this.inSession('DELETE', '/v1/sessions/current');

  closeOthers = (): Promise<Told> => this.inSession('DELETE', '/v1/sessions');

  /** Of the sessions that are open, in the newest of them. */
  async countSessions(): Promise<number> {
    const { body } = await this.inSession('GET', '/v1/sessions');
    return (body as { sessions: unknown[] }).sessions.length;
  }

  askReset = (): Promise<Told> => this.calls.askReset();

  /** With the newest mail that has come. */
  async resetByMail(): Promise<void> {
    const password = this.nextPassword();
    await this.person.untilItHolds('a reset by a link that nothing has replaced', async () => {
      const mail = await this.person.mail(isReset);
      this.keepLink(mail);
      const { body } = await this.calls.reset(mail, false, password);
      return (body as { code?: string } | null)?.code !== 'link-superseded';
    });
    this.password = password;
  }

  /** F11. */
  askRenewal(): Promise<Told> {
    const { siret, contractNumber } = this.person.plan;
    const body = { siret, contractNumber, identifier: this.identifier };
    return this.person.insist({ act: 'follow', method: 'POST', path: '/v1/renewal-requests', body });
  }

  private get opened(): Told {
    if (!this.session) throw new Error('nobody has signed in');
    return this.session;
  }

  private inSession(method: string, path: string): Promise<Told> {
    return this.person.insist({ act: 'follow', method, path, cookie: this.opened.opened });
  }

  private nextPassword(): string {
    const next = `${this.password} encore`;
    this.person.keepSecret(next);
    return next;
  }

  private keepLink(mail: ReceivedMail): void {
    for (const secret of [tokenOf(mail), mail.code]) if (secret) this.person.keepSecret(secret);
  }
}

const isReset = ({ links }: ReceivedMail): boolean => links.some((link) => link.includes('/reinitialiser/'));
