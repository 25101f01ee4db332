import type { ReceivedMail, Told } from './ledgers.js';
import { tokenOf } from './mailed-link.js';
import type { Call } from './recorded-calls.js';

/** Whose account it is, and how it is asked for. */
export interface Holder {
  caseNumber: string;
  identifier: string;
  password: string;
  call(one: Call): Promise<Told>;
  /** A mail with a link that came at `after` or later; undefined when none came. */
  mailWithLink(after: Date): Promise<ReceivedMail | undefined>;
  keepSecret(secret: string): void;
  /** `RESEND_INTERVAL` of the product, ms. */
  resendInterval: number;
  tryAgainAfter: number;
}

/** What can be asked of the API about one account, each once. */
export class AccountCalls {
  constructor(private readonly holder: Pick<Holder, 'caseNumber' | 'identifier' | 'call' | 'keepSecret'>) {}

  /** `from`: an answer that made the browser a known one. */
  signIn(password: string, from?: Told): Promise<Told> {
    const { caseNumber, identifier } = this.holder;
    return this.opening({
      ...{ act: 'sign-in', method: 'POST', path: '/v1/sessions', about: { caseNumber } },
      ...{ body: { identifier, password }, device: from?.given },
    });
  }

  /** Of an identifier that is nobody's: no case's ledger holds it. */
  signInAs = (identifier: string, password: string): Promise<Told> =>
    this.holder.call({ act: 'sign-in', method: 'POST', path: '/v1/sessions', body: { identifier, password } });

  /** At the session that `opened` opened. */
  look({ opened }: Told): Promise<Told> {
    const about = { caseNumber: this.holder.caseNumber };
    return this.holder.call({
      ...{ act: 'look', method: 'GET', path: '/v1/sessions/current', about, cookie: opened },
    });
  }

  askReset(): Promise<Told> {
    const { caseNumber, identifier, call } = this.holder;
    return call({
      ...{ act: 'ask-reset', method: 'POST', path: '/v1/password-resets' },
      ...{ about: { caseNumber }, body: { identifier } },
    });
  }

  reset(mail: ReceivedMail, byCode: boolean, password: string): Promise<Told> {
    const { caseNumber, identifier, call } = this.holder;
    const proof = byCode && mail.code ? { identifier, code: mail.code } : { token: tokenOf(mail) };
    return call({
      ...{ act: 'reset-password', method: 'POST', path: '/v1/passwords' },
      ...{ about: { caseNumber }, body: { ...proof, password } },
    });
  }

  /** In the session that `opened` opened. */
  change({ opened }: Told, currentPassword: string, newPassword: string): Promise<Told> {
    const about = { caseNumber: this.holder.caseNumber };
    return this.opening({
      ...{ act: 'change-password', method: 'POST', path: '/v1/sessions/current/password', about },
      ...{ cookie: opened, body: { currentPassword, newPassword } },
    });
  }

  /** A session's id is as good as the password while it lives. */
  private async opening(one: Call): Promise<Told> {
    const told = await this.holder.call(one);
    const id = /s:([^.]+)\./u.exec(decodeURIComponent(told.opened ?? ''))?.[1];
    if (id) this.holder.keepSecret(id);
    if (told.given) this.holder.keepSecret(told.given);
    return told;
  }
}
