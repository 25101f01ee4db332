import { setTimeout as pause } from 'node:timers/promises';
import { AccountCalls, type Holder } from './account-calls.js';
import type { AccountPlan } from './account-plan.js';
import { isOutage, persistently } from './persistent-person.js';
import type { ReceivedMail, Told } from './ledgers.js';
import { tokenOf } from './mailed-link.js';

/** Guesses of one attacker: at once, and one after the other. */
const [atOnce, inARow] = [16, 40];

/** One account, from outside: HTTP API and inbox only. Never throws for what the product does. */
export class AccountDriver {
  /** The newest first: what nobody answered may have replaced it, or not. */
  private candidates: string[];
  private readonly calls: AccountCalls;
  private guessed = 0;

  constructor(
    private readonly holder: Holder,
    private readonly plan: AccountPlan,
  ) {
    this.candidates = [holder.password];
    this.calls = new AccountCalls(holder);
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
        await Promise.all([old, old, old].map((password) => this.insist(() => this.calls.signIn(password))));
        break;
      case 'locks-out':
        await this.lockOut(old, first);
        break;
      case 'is-guessed-at':
        await Promise.all(Array.from({ length: atOnce }, () => this.calls.signIn(this.nextGuess())));
        break;
      case 'is-attacked':
        await this.resetUnderAttack(old, first);
        break;
      case 'asks-twice':
        await this.askTwice(first);
        break;
      case 'asks-in-vain':
        await this.insist(() => this.calls.askReset());
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
      case 'is-known':
        await this.beKnown(old, first);
        break;
      case 'mistakes-itself':
        for (let tries = 0; tries < 4; tries++)
          await this.insist(() => this.calls.signInAs(this.plan.nobody, this.nextGuess()));
    }
    return this.comeIn(second);
  }

  /** By what may be the password; where that is locked out, by a reset. */
  private async comeIn(spare: string): Promise<boolean> {
    for (let resets = 0; resets < 2; resets++) {
      for (const password of this.candidates) {
        const told = await this.insist(() => this.calls.signIn(password));
        if (told.status === 201) return (await this.insist(() => this.calls.look(told))).status === 200;
      }
      if (!(await this.reset(spare))) return false;
    }
    return false;
  }

  private async guess(times: number): Promise<void> {
    for (let tries = 0; tries < times; tries++) await this.insist(() => this.calls.signIn(this.nextGuess()));
  }

  private nextGuess(): string {
    const guess = `${this.plan.guess}-${(this.guessed += 1)}`;
    this.holder.keepSecret(guess);
    return guess;
  }

  /** The right password is tried while it is locked, also once a reset has been asked for; and again behind the reset. */
  private async lockOut(old: string, password: string): Promise<void> {
    await this.guess(3);
    await this.insist(() => this.calls.signIn(old));
    const mail = await this.mail();
    await this.insist(() => this.calls.signIn(old));
    if (mail && (await this.resetBy(mail, password))) await this.insist(() => this.calls.signIn(old));
  }

  /** Asks for a reset and waits for its mail. */
  private async mail(): Promise<ReceivedMail | undefined> {
    const after = new Date();
    const { status } = await this.insist(() => this.calls.askReset());
    return status === 202 ? this.holder.mailWithLink(after) : undefined;
  }

  private async reset(password: string): Promise<boolean> {
    const mail = await this.mail();
    return mail !== undefined && this.resetBy(mail, password);
  }

  private async resetBy(mail: ReceivedMail, password: string): Promise<boolean> {
    this.candidates.unshift(password);
    const { status } = await this.insist(() => this.calls.reset(mail, this.plan.byCode, password));
    const others = this.candidates.filter((other) => other !== password);
    if (status === 200) this.candidates = [password];
    // An earlier try that nobody answered was heard, or somebody else was first.
    else if (status === 409) this.candidates = [...others, password];
    else if (!isOutage({ status })) this.candidates = others;
    return status === 200 || status === 409;
  }

  /** A session that was opened before is looked at behind it. */
  private async resetUnderAttack(old: string, password: string): Promise<void> {
    const before = await this.insist(() => this.calls.signIn(old));
    let isOver = false;
    const attack = async () => {
      for (let tries = 0; !isOver && tries < inARow; tries++) {
        await this.calls.signIn(this.nextGuess());
        await pause(50);
      }
    };
    await Promise.all([attack(), attack(), this.reset(password).finally(() => (isOver = true))]);
    if (before.opened) await this.calls.look(before);
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

  /** Sign-ins a hash's length apart, so that some are verified before the reset and settled behind it. */
  private async overtake(old: string, password: string): Promise<void> {
    const mail = await this.mail();
    if (!mail) return;
    const signIns = Array.from({ length: 6 }, async (_, index) => {
      await pause(index * 15);
      return this.calls.signIn(old);
    });
    const [, ...opened] = await Promise.all([this.resetBy(mail, password), ...signIns]);
    for (const told of opened) if (told.status === 201) await this.calls.look(told);
  }

  private async change(currentPassword: string, newPassword: string): Promise<void> {
    const [one, other] = [
      await this.insist(() => this.calls.signIn(currentPassword)),
      await this.calls.signIn(currentPassword),
    ];
    if (one.status !== 201) return;
    const changed = await this.calls.change(one, currentPassword, newPassword);
    if (changed.status === 204) this.candidates = [newPassword];
    else if (isOutage(changed)) this.candidates.unshift(newPassword);
    for (const told of [one, other, changed]) if (told.opened) await this.calls.look(told);
    if (changed.status === 204) await this.calls.signIn(currentPassword);
  }

  /** The browser that is known gets in although others have locked the identifier; no longer once the password was reset in another one. */
  private async beKnown(old: string, password: string): Promise<void> {
    const before = await this.insist(() => this.calls.signIn(old));
    await this.guess(3);
    await this.insist(() => this.calls.signIn(old, before));
    if (!(await this.reset(password))) return;
    await this.guess(3);
    await this.insist(() => this.calls.signIn(password, before));
  }

  private insist(press: () => Promise<Told>): Promise<Told> {
    return persistently(press, this.holder.tryAgainAfter);
  }
}
