import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export type RelayFault = 'none' | 'down' | 'hang';

/** Messages of one recipient that nobody has asked for yet, or whoever waits for them. */
interface Letterbox {
  messages: Buffer[];
  waiting: ((message: Buffer) => void)[];
}

/**
 * A relay that costs next to nothing: it takes every message, reads none, and hands each to whoever waits for its recipient.
 * The dev inbox parses and files them, which would be measured too.
 */
export class RelaySink {
  /** Messages taken so far. */
  accepted = 0;
  private readonly letterboxes = new Map<string, Letterbox>();
  private readonly sockets = new Set<Socket>();
  private fault: RelayFault = 'none';
  private server: SMTPServer | undefined;
  private port = 0;

  async start(): Promise<string> {
    await this.listen();
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** The next message to `recipient`, in the order of their coming. */
  next(recipient: string): Promise<Buffer> {
    const box = this.box(recipient);
    const message = box.messages.shift();
    return message ? Promise.resolve(message) : new Promise((resolve) => box.waiting.push(resolve));
  }

  forget(recipient: string): void {
    this.letterboxes.delete(recipient);
  }

  /** `down`: nobody listens; `hang`: recipients are never answered. Faults cut what is open. */
  async suffer(fault: RelayFault): Promise<void> {
    this.fault = fault;
    await this.stop();
    if (fault !== 'down') await this.listen();
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async listen(): Promise<void> {
    const server = new SMTPServer({
      ...{ disabledCommands: ['AUTH', 'STARTTLS'], authOptional: true, disableReverseLookup: true, closeTimeout: 100 },
      onRcptTo: (_address, _session, answer) => (this.fault === 'hang' ? undefined : answer()),
      onData: (stream, { envelope }, answer) => {
        const recipients = envelope.rcptTo.map(({ address }) => address);
        buffer(stream).then(
          (message) => {
            for (const recipient of recipients) this.take(recipient, message);
            answer();
          },
          (error: Error) => answer(error),
        );
      },
    });
    server.on('error', () => undefined); // a sender that vanishes is nothing to report
    server.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.listen(this.port, '127.0.0.1');
    await once(server.server, 'listening');
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  private take(recipient: string, message: Buffer): void {
    this.accepted += 1;
    const box = this.box(recipient);
    const waiter = box.waiting.shift();
    if (waiter) waiter(message);
    else box.messages.push(message);
  }

  private box(recipient: string): Letterbox {
    const box = this.letterboxes.get(recipient) ?? { messages: [], waiting: [] };
    this.letterboxes.set(recipient, box);
    return box;
  }
}
