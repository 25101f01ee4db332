import { setTimeout as pause } from 'node:timers/promises';
import type { ReceivedMail } from './ledgers.js';

interface Summary {
  id: string;
  to: string;
  subject: string;
  receivedAt: string;
  links: string[];
  code: string | null;
}

/** How often the list is asked for: well before the inbox forgets (2 000 messages). */
const everyMs = 300;

/** Keeps every message that the inbox receives, through its HTTP API (`docs/contract.md` §4), the oldest first. */
export class InboxWatch {
  readonly received: ReceivedMail[] = [];
  private readonly byRecipient = new Map<string, ReceivedMail[]>();
  private readonly seen = new Set<string>();
  private readonly ending = new AbortController();
  private watching = Promise.resolve();

  constructor(private readonly inboxUrl: string) {}

  start(): void {
    this.watching = this.untilStopped();
  }

  /** After one last look. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.watching;
    await this.look();
  }

  to(address: string): readonly ReceivedMail[] {
    return this.byRecipient.get(address) ?? [];
  }

  /** The first message to `address` that fits, now or within `withinMs`; undefined when none came. */
  async waitFor(
    address: string,
    fits: (mail: ReceivedMail) => boolean,
    withinMs: number,
  ): Promise<ReceivedMail | undefined> {
    const end = Date.now() + withinMs;
    for (;;) {
      const found = this.to(address).find(fits);
      if (found || Date.now() > end) return found;
      await pause(100);
    }
  }

  private async untilStopped(): Promise<void> {
    while (!this.ending.signal.aborted) {
      await this.look().catch(() => undefined); // the next look finds what this one missed
      await pause(everyMs, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    const list = (await this.ask('/messages')) as Summary[];
    for (const summary of list.filter(({ id }) => !this.seen.has(id)).reverse()) {
      const { messageId, text } = (await this.ask(`/messages/${summary.id}`)) as {
        messageId: string | null;
        text: string;
      };
      const { to, subject, receivedAt, links, code } = summary;
      const mail = { ...{ to, subject, links, code, messageId, text }, receivedAt: new Date(receivedAt) };
      this.seen.add(summary.id);
      this.received.push(mail);
      this.byRecipient.set(to, [...this.to(to), mail]);
    }
  }

  private async ask(path: string): Promise<unknown> {
    const answer = await fetch(`${this.inboxUrl}${path}`, { signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Error(`The inbox answered ${answer.status} to ${path}.`);
    return answer.json();
  }
}
