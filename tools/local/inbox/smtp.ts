import { once } from 'node:events';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { InboxFaults } from './faults.js';
import { type Message, readMessage } from './message.js';

export interface SmtpOptions {
  port: number;
  faults: InboxFaults;
  /** Resolves when the message is safe: the sender hears 250 after that. */
  keep(message: Message): Promise<void>;
  onBounce(message: Message): void;
}
export interface Smtp {
  /** Opens or closes the port as the faults say. */
  followFaults(): Promise<void>;
  stop(): Promise<void>;
}

const refusal = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code });

/** One listening server; another one is made after a `down`. */
function createServer({ faults, keep, onBounce }: SmtpOptions, sockets: Map<number, Socket>): SMTPServer {
  const drop = (session: SMTPServerSession) => void sockets.get(session.remotePort)?.destroy();
  const recipients = (session: SMTPServerSession) => session.envelope.rcptTo.map(({ address }) => address);

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<boolean> {
    const all = recipients(session);
    if (all.some((to) => faults.hits(to, 'drop-in-data'))) {
      stream.once('data', () => drop(session)).resume();
      return false;
    }
    const source = await buffer(stream);
    for (const to of all) {
      const bounced = faults.hits(to, 'bounce') !== undefined;
      const message = await readMessage(source, to, bounced);
      await keep(message);
      if (bounced) onBounce(message);
    }
    if (!all.some((to) => faults.hits(to, 'drop-after-data'))) return true;
    drop(session);
    return false;
  }

  return new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    socketTimeout: 600_000, // a `hang` must outlast the sender's patience
    size: 10_000_000,
    closeTimeout: 200,
    onConnect(session, callback) {
      if (faults.hits('', 'down')) return drop(session);
      callback();
    },
    onRcptTo({ address }, session, callback) {
      switch (faults.hits(address, 'refuse-550', 'refuse-451', 'hang', 'drop-before-data')) {
        case 'refuse-550':
          return callback(refusal(550, '5.1.1 No such mailbox here'));
        case 'refuse-451':
          return callback(refusal(451, '4.3.0 Try again later'));
        case 'hang':
          return; // never answered
        case 'drop-before-data':
          return drop(session);
        default:
          callback();
      }
    },
    onData(stream, session, callback) {
      receive(stream, session).then(
        (answered) => answered && callback(),
        (error: Error) => callback(error),
      );
    },
  });
}

/** The SMTP side of the inbox, on 127.0.0.1: takes every message, unless a fault is ordered. */
export async function startSmtp(options: SmtpOptions): Promise<Smtp> {
  let open: { server: SMTPServer; sockets: Map<number, Socket> } | undefined;

  async function listen(): Promise<void> {
    const sockets = new Map<number, Socket>();
    const server = createServer(options, sockets);
    server.server.on('connection', (socket: Socket) => {
      const port = socket.remotePort ?? 0;
      sockets.set(port, socket);
      socket.once('close', () => sockets.delete(port));
    });
    const listening = once(server.server, 'listening');
    server.listen(options.port, '127.0.0.1');
    await listening;
    server.on('error', () => undefined); // a sender that vanishes is nothing to report
    open = { server, sockets };
  }
  async function close(): Promise<void> {
    if (!open) return;
    const { server, sockets } = open;
    open = undefined;
    const closed = new Promise<void>((resolve) => server.close(resolve));
    for (const socket of sockets.values()) socket.destroy();
    await closed;
  }

  await listen();
  let turn = Promise.resolve();
  return {
    followFaults() {
      turn = turn.then(async () => {
        const down = options.faults.isDown();
        if (down) await close();
        else if (!open) await listen();
      });
      return turn;
    },
    stop: close,
  };
}
