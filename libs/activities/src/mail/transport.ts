import { keptConnections } from './kept-connections.js';
import { converse } from './smtp-conversation.js';
import { replyOf } from './smtp-fault.js';
import { openSession, type SessionLimits } from './smtp-session.js';

export interface OutgoingMessage {
  /** `<name@domain>`. */
  messageId: string;
  envelope: { from: string; to: string };
  /** RFC 5322, complete. */
  raw: Buffer;
}

/** What became of one hand-over. `reply` holds codes only (`550 5.1.1`, `ECONNREFUSED`), never an address. */
export interface HandOver {
  /**
   * `accepted` · `refused`: the last word on this message (5xx) · `deferred`: certainly not delivered, try again ·
   * `relay-away`: the relay itself did not answer or turned everybody away, certainly not delivered ·
   * `ambiguous`: the final dot may have arrived, and no answer came.
   */
  outcome: 'accepted' | 'refused' | 'deferred' | 'relay-away' | 'ambiguous';
  reply: string;
}

export interface MailTransport {
  /**
   * Hands one message to the relay. `beforeDot` is awaited when the whole content is written and before its final dot: when it
   * rejects, the dot is never sent and its error comes out as it is; nothing else is ever thrown. Answers within
   * `TransportLimits.whole`, once `beforeDot` has settled.
   */
  handOver(message: OutgoingMessage, beforeDot: () => Promise<void>): Promise<HandOver>;
  /** Does the relay greet us and let us in? */
  verify(): Promise<boolean>;
  /** Waits for the hand-overs under way, and keeps no connection any more. */
  close(): Promise<void>;
}

export interface TransportLimits extends SessionLimits {
  /** ms; one hand-over, however slowly the relay answers each step. Well under the activity's own limit (40 s). */
  whole: number;
  /** ms; how long a connection is kept for the next message. Under `socket`, which would cut it without a farewell. */
  idle: number;
}

const usualLimits: TransportLimits = {
  connection: 5_000,
  greeting: 5_000,
  socket: 10_000,
  whole: 24_000,
  idle: 8_000,
};
const keptAtMost = 5;

/**
 * SMTP by nodemailer's own connection rather than its pool: the pool reads the message before the relay has agreed to take it,
 * so it could not tell « not sent » from « perhaps sent ».
 */
export function smtpTransport(url: string, limits: TransportLimits = usualLimits): MailTransport {
  const relay = new URL(url);
  const kept = keptConnections(keptAtMost, limits.idle);
  const underWay = new Set<Promise<unknown>>();

  async function handOver(message: OutgoingMessage, beforeDot: () => Promise<void>): Promise<HandOver> {
    if (![message.envelope.from, message.envelope.to].every(isOneAddress))
      return { outcome: 'refused', reply: 'EENVELOPE' };
    const deadline = AbortSignal.timeout(limits.whole);
    for (;;) {
      const waiting = kept.take();
      const connection = waiting ?? (await openSession(relay, limits, deadline).catch(replyOf));
      if (typeof connection === 'string') return { outcome: 'relay-away', reply: connection };
      const { isStale, ...result } = await converse(connection, message, beforeDot, deadline);
      if (waiting && isStale) continue; // the relay had closed it meanwhile, nothing was sent on it
      if (result.outcome === 'accepted') kept.keep(connection);
      return result;
    }
  }

  return {
    async handOver(message, beforeDot) {
      const attempt = handOver(message, beforeDot);
      underWay.add(attempt);
      return attempt.finally(() => underWay.delete(attempt));
    },
    async verify() {
      try {
        (await openSession(relay, limits, AbortSignal.timeout(limits.whole))).quit();
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      kept.close();
      await Promise.allSettled(underWay);
    },
  };
}

/** Nothing that could end the command it stands in, or begin another. */
const isOneAddress = (address: string): boolean => /^[^\s<>\p{Cc}]+@[^\s<>\p{Cc}]+$/u.test(address);
