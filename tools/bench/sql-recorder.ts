import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { PostgresMessages, queryText, rowCells } from './postgres-messages.js';

/** One round trip to PostgreSQL. */
export interface RecordedStatement {
  /** Tells connections apart, also those of two recorders: a transaction is on one. */
  connection: number;
  /** `performance.now()` of the asking. */
  at: number;
  text: string;
  /** What came back, as text. */
  rows: (string | null)[][];
}

let connections = 0;

/** Stands between a process and PostgreSQL, and writes down every statement and its answer, in the order of asking. */
export class SqlRecorder {
  statements: RecordedStatement[] = [];
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  /** Answers `databaseUrl` by way of the recorder. */
  async start(databaseUrl: string): Promise<string> {
    const url = new URL(databaseUrl);
    const target = { host: url.hostname, port: Number(url.port) };
    this.server = createServer((client) => this.serve(client, connect(target)));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((closed) => this.server?.close(closed));
  }

  private serve(client: Socket, server: Socket): void {
    const connection = ++connections;
    const [asked, answered] = [new PostgresMessages(true), new PostgresMessages(false)];
    const waiting: RecordedStatement[] = [];
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.setNoDelay().on('error', () => undefined);
      socket.on('close', () => [client, server].forEach((each) => each.destroy()));
    }
    client.on('data', (chunk) => {
      for (const message of asked.read(chunk)) {
        if (message.type !== 'Q') continue; // the product binds nothing: values stand in the text
        const statement = { connection, at: performance.now(), text: queryText(message), rows: [] };
        this.statements.push(statement);
        waiting.push(statement);
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      for (const message of answered.read(chunk)) {
        if (message.type === 'D') waiting[0]?.rows.push(rowCells(message));
        if (message.type === 'Z' && waiting.length > 0) waiting.shift(); // ready for the next
      }
      client.write(chunk);
    });
  }
}
