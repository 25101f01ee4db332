import { setTimeout as pause } from 'node:timers/promises';
import type { AccountPlan } from './account-plan.js';
import { isOutage, persistently } from './persistent-person.js';
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

/** Guesses of one attacker: at once, and one after the other. */
const [atOnce, inARow] = [16, 40];

/** One account, from outside: HTTP API and inbox only. Never throws for what the product does. */
export class AccountDriver {
  /** The newest first: what nobody answered may have replaced it, or not. */
  private candidates: string[];
  private guessed = 0;

  constructor(
    private readonly holder: Holder,
    private readonly plan: AccountPlan,
  ) {
    this.candidates = [holder.password];
    for (const secret of [...plan.next, plan.guess, holder.identifier, plan.nobody]) holder.keepSecret(secret);
  }

  /** Whether the owner can sign in at the end. */
  async live(): Promise<boolean> {
    const [old = ''] = this.candidates;
    const [first, second] = this.plan.next;
    switch (this.plan.life) {
      case 'signs-in':
        break;
      case 'slips':
        await this.guess(this.plan.slips);
        break;
      case 'signs-in-thrice':
        await Promise.all([old, old, old].map((password) => this.insist(() => this.signIn(password))));
        break;
      case 'locks-out':
        await this.lockOut(old, first);
        break;
      case 'is-guessed-at':
        await Promise.all(Array.from({ length: atOnce }, () => this.signIn(this.nextGuess())));
        break;
      case 'is-attacked':
        await this.whileAttacked(() => this.reset(first));
        break;
      case 'asks-twice':
        await this.askTwice(first);
        break;
      case 'asks-in-vain':
        await this.ask();
        break;
      case 'opens-twice':
        await this.openTwice(first, second);
        break;
      case 'overtakes':
        await this.overtake(old, first);
        break;
      case 'changes':
        await this.change(old, first);
        break;
      case 'mistakes-itself':
        for (let tries = 0; tries < 4; tries++)
          await this.insist(() => this.signIn(this.nextGuess(), { identifier: this.plan.nobody }));
    }
    return this.comeIn(second);
  }

  /** By what may be the password; where that is locked out, by a reset. */
  private async comeIn(spare: string): Promise<boolean> {
    for (let resets = 0; resets < 2; resets++) {
      for (const password of this.candidates) {
        const told = await this.insist(() => this.signIn(password));
        if (told.status === 201) return (await this.insist(() => this.look(told))).status === 200;
      }
      if (!(await this.reset(spare))) return false;
    }
    return false;
  }

  private signIn(password: string, { identifier }: { identifier?: string } = {}): Promise<Told> {
    const { caseNumber, identifier: own, call } = this.holder;
    return call({
      ...{ act: 'sign-in', method: 'POST', path: '/v1/sessions' },
      ...(identifier === undefined ? { about: { caseNumber } } : {}),
      body: { identifier: identifier ?? own, password },
    }).then((told) => this.keepSession(told));
  }

  /** The session that `told` opened. */
  private look({ opened }: Told): Promise<Told> {
    const { caseNumber, call } = this.holder;
    const about = { caseNumber };
    return call({ ...{ act: 'look', method: 'GET', path: '/v1/sessions/current', about }, cookie: opened });
  }

  private async guess(times: number): Promise<void> {
    for (let tries = 0; tries < times; tries++) await this.insist(() => this.signIn(this.nextGuess()));
  }

  private nextGuess(): string {
    const guess = `${this.plan.guess}-${(this.guessed += 1)}`;
    this.holder.keepSecret(guess);
    return guess;
  }

  /** The right password is tried while it is locked, also once a reset has been asked for; and again behind the reset. */
  private async lockOut(old: string, password: string): Promise<void> {
    await this.guess(3);
    await this.insist(() => this.signIn(old));
    const mail = await this.mail();
    await this.insist(() => this.signIn(old));
    if (mail && (await this.resetBy(mail, password))) await this.insist(() => this.signIn(old));
  }

  private ask(): Promise<Told> {
    const { caseNumber, identifier, call } = this.holder;
    return this.insist(() =>
      call({
        ...{ act: 'ask-reset', method: 'POST', path: '/v1/password-resets' },
        ...{ about: { caseNumber }, body: { identifier } },
      }),
    );
  }

  /** Asks for a reset and waits for its mail. */
  private async mail(): Promise<ReceivedMail | undefined> {
    const after = new Date();
    const { status } = await this.ask();
    return status === 202 ? this.holder.mailWithLink(after) : undefined;
  }

  private async reset(password: string): Promise<boolean> {
    const mail = await this.mail();
    return mail !== undefined && this.resetBy(mail, password);
  }

  private async resetBy(mail: ReceivedMail, password: string): Promise<boolean> {
    const { caseNumber, identifier, call } = this.holder;
    const proof = this.plan.byCode && mail.code ? { identifier, code: mail.code } : { token: tokenOf(mail) };
    this.candidates.unshift(password);
    const press = () =>
      call({
        ...{ act: 'reset-password', method: 'POST', path: '/v1/passwords' },
        ...{ about: { caseNumber }, body: { ...proof, password } },
      });
    const { status } = await this.insist(press);
    const others = this.candidates.filter((other) => other !== password);
    if (status === 200) this.candidates = [password];
    // An earlier try that nobody answered was heard, or somebody else was first.
    else if (status === 409) this.candidates = [...others, password];
    else if (!isOutage({ status })) this.candidates = others;
    return status === 200 || status === 409;
  }

  private async whileAttacked(work: () => Promise<unknown>): Promise<void> {
    let isOver = false;
    const attack = async () => {
      for (let tries = 0; !isOver && tries < inARow; tries++) {
        await this.signIn(this.nextGuess());
        await pause(50);
      }
    };
    await Promise.all([attack(), attack(), work().finally(() => (isOver = true))]);
  }

  private async askTwice(password: string): Promise<void> {
    const first = await this.mail();
    await pause(this.holder.resendInterval);
    const newest = (await this.mail()) ?? first;
    if (first && newest && tokenOf(first) !== tokenOf(newest) && (await this.resetBy(first, this.plan.next[1]))) return;
    if (newest) await this.resetBy(newest, password);
  }

  private async openTwice(first: string, second: string): Promise<void> {
    const mail = await this.mail();
    if (!mail) return;
    await Promise.all([this.resetBy(mail, first), this.resetBy(mail, second)]);
    this.candidates = [...new Set([...this.candidates, first, second])];
  }

  /** The link is looked at first: then nothing but the two of them is under way. */
  private async overtake(old: string, password: string): Promise<void> {
    const mail = await this.mail();
    if (!mail) return;
    const signIns = Array.from({ length: 6 }, async (_, index) => {
      await pause(index * 15);
      return this.signIn(old);
    });
    const [, ...opened] = await Promise.all([this.resetBy(mail, password), ...signIns]);
    for (const told of opened) if (told.status === 201) await this.look(told);
  }

  private async change(currentPassword: string, newPassword: string): Promise<void> {
    const { caseNumber, call } = this.holder;
    const [one, other] = [await this.insist(() => this.signIn(currentPassword)), await this.signIn(currentPassword)];
    if (one.status !== 201) return;
    const path = '/v1/sessions/current/password';
    const changed = await call({
      ...{ act: 'change-password', method: 'POST', path, cookie: one.opened, about: { caseNumber } },
      body: { currentPassword, newPassword },
    }).then((told) => this.keepSession(told));
    if (changed.status === 204) this.candidates = [newPassword];
    else if (isOutage(changed)) this.candidates.unshift(newPassword);
    for (const told of [one, other, changed]) if (told.opened) await this.look(told);
    if (changed.status === 204) await this.signIn(currentPassword);
  }

  /** Its id is as good as the password while it lives. */
  private keepSession(told: Told): Told {
    const id = /s:([^.]+)\./u.exec(decodeURIComponent(told.opened ?? ''))?.[1];
    if (id) this.holder.keepSecret(id);
    return told;
  }

  private insist(press: () => Promise<Told>): Promise<Told> {
    return persistently(press, this.holder.tryAgainAfter);
  }
}
