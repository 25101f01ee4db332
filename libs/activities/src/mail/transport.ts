import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Readable } from 'node:stream';

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
   * `accepted` · `refused`: the relay's last word on this message (5xx) · `deferred`: certainly not delivered, try again ·
   * `relay-away`: the relay itself did not answer or turned everybody away, certainly not delivered ·
   * `ambiguous`: the final dot may have arrived, and no answer came.
   */
  outcome: 'accepted' | 'refused' | 'deferred' | 'relay-away' | 'ambiguous';
  reply: string;
}

export interface MailTransport {
  /**
   * Hands one message to the relay. `beforeDot` is awaited when the relay has taken the whole content and before its final dot:
   * when it throws, the dot is never sent and the error comes out as it is.
   */
  handOver(message: OutgoingMessage, beforeDot: () => Promise<void>): Promise<HandOver>;
  /** Does the relay greet us? */
  verify(): Promise<boolean>;
  close(): void;
}

export interface TransportLimits {
  /** ms; together well under the activity's own limit. */
  connection: number;
  greeting: number;
  /** Silence of the relay within a conversation. */
  socket: number;
  /** How long a connection is kept for the next message. */
  idle: number;
}

const usualLimits: TransportLimits = { connection: 5_000, greeting: 5_000, socket: 10_000, idle: 20_000 };
const keptConnections = 5;

/**
 * SMTP by nodemailer's own connection rather than its pool: the pool reads the message before the relay has agreed to take it,
 * so it could not tell « not sent » from « perhaps sent ».
 */
export function smtpTransport(url: string, limits: TransportLimits = usualLimits): MailTransport {
  const relay = new URL(url);
  const idle = new Set<KeptConnection>();

  async function connect(): Promise<SMTPConnection> {
    const secure = relay.protocol === 'smtps:';
    const connection = new SMTPConnection({
      host: relay.hostname,
      port: Number(relay.port) || (secure ? 465 : 587),
      secure,
      connectionTimeout: limits.connection,
      greetingTimeout: limits.greeting,
      socketTimeout: limits.socket,
    });
    await settled((done) => {
      connection.once('error', done);
      connection.connect(done);
    }).catch((error: unknown) => {
      discard(connection);
      throw error;
    });
    // From here on each operation reports its own errors; an idle connection's are noticed when it is taken.
    connection.on('error', () => undefined);
    if (relay.username) {
      const credentials = { user: decodeURIComponent(relay.username), pass: decodeURIComponent(relay.password) };
      await settled((done) => connection.login({ credentials } as never, done as never)).catch((error: unknown) => {
        discard(connection);
        throw error;
      });
    }
    return connection;
  }

  function take(): SMTPConnection | undefined {
    for (const kept of idle) {
      idle.delete(kept);
      clearTimeout(kept.timer);
      if (kept.isAlive()) return kept.connection;
      discard(kept.connection);
    }
    return undefined;
  }

  function keep(connection: SMTPConnection): void {
    if (idle.size >= keptConnections) return connection.quit();
    let closed = false;
    connection.once('end', () => (closed = true));
    const timer = setTimeout(() => {
      idle.delete(kept);
      connection.quit();
    }, limits.idle).unref();
    const kept: KeptConnection = { connection, timer, isAlive: () => !closed };
    idle.add(kept);
  }

  async function handOver(message: OutgoingMessage, beforeDot: () => Promise<void>): Promise<HandOver> {
    const kept = take();
    let connection: SMTPConnection;
    try {
      connection = kept ?? (await connect());
    } catch (error) {
      return { outcome: 'relay-away', reply: replyOf(error) };
    }
    const attempt = await converse(connection, message, beforeDot);
    if (attempt.outcome === 'accepted') keep(connection);
    else discard(connection);
    // A kept connection that the relay had closed meanwhile: nothing was sent on it.
    if (kept && attempt.outcome === 'stale') return handOver(message, beforeDot);
    return { ...attempt, outcome: attempt.outcome === 'stale' ? 'deferred' : attempt.outcome };
  }

  return {
    handOver,
    async verify() {
      try {
        (await connect()).quit();
        return true;
      } catch {
        return false;
      }
    },
    close() {
      for (const { connection, timer } of idle) {
        clearTimeout(timer);
        discard(connection);
      }
      idle.clear();
    },
  };
}

interface KeptConnection {
  connection: SMTPConnection;
  timer: NodeJS.Timeout;
  isAlive(): boolean;
}

type Attempt = Omit<HandOver, 'outcome'> & { outcome: HandOver['outcome'] | 'stale' };

async function converse(
  connection: SMTPConnection,
  { envelope, raw }: OutgoingMessage,
  beforeDot: () => Promise<void>,
): Promise<Attempt> {
  let contentWanted = false;
  let dotMayLeave = false;
  let stopped: { error: unknown } | undefined;
  // Pulled only once the relay has answered 354; the final dot follows the end of this stream.
  async function* content(): AsyncGenerator<Buffer> {
    contentWanted = true;
    yield raw;
    try {
      await beforeDot();
    } catch (error) {
      stopped = { error };
      throw error;
    }
    dotMayLeave = true;
  }
  try {
    const { response } = await settled<{ response?: string }>((done) =>
      connection.send(
        { from: envelope.from, to: [envelope.to] },
        Readable.from(content(), { objectMode: false }),
        done as never,
      ),
    );
    return { outcome: 'accepted', reply: codesOf(response ?? '250') };
  } catch (error) {
    if (stopped) {
      discard(connection);
      throw stopped.error;
    }
    const { responseCode = 0 } = error as { responseCode?: number };
    const reply = replyOf(error);
    if (responseCode === 421) return { outcome: 'relay-away', reply };
    if (responseCode >= 500) return { outcome: 'refused', reply };
    if (responseCode >= 400) return { outcome: 'deferred', reply };
    if (dotMayLeave) return { outcome: 'ambiguous', reply };
    return { outcome: contentWanted || reply === 'ETIMEDOUT' ? 'deferred' : 'stale', reply };
  }
}

const settled = <T = void>(start: (done: (error?: unknown, value?: T) => void) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    start((error, value) => (error ? reject(error as Error) : resolve(value as T)));
  });

/** No farewell: whatever is half said is cut. */
function discard(connection: SMTPConnection): void {
  connection.removeAllListeners('error').on('error', () => undefined);
  connection.close();
}

function replyOf(error: unknown): string {
  const { response, originalCode, code } = error as { response?: string; originalCode?: string; code?: string };
  return response ? codesOf(response) : (originalCode ?? code ?? 'unknown');
}

/** `550 5.1.1 <marie@…> unknown` → `550 5.1.1`: what follows may name a person. */
const codesOf = (response: string): string =>
  /^(\d{3})(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?/u.exec(response)?.slice(1, 3).filter(Boolean).join(' ') ?? 'unknown';
