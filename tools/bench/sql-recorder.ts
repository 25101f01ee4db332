import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import {
  boundValues,
  noticeText,
  type PostgresMessage,
  PostgresMessages,
  preparedStatement,
  queryText,
  rowCells,
} from './postgres-messages.js';

/** One round trip to PostgreSQL. */
export interface RecordedStatement {
  /** Tells connections apart, also those of two recorders: a transaction is on one. */
  connection: number;
  /** `performance.now()` of the asking. */
  at: number;
  /** With the values it was given. */
  text: string;
  /** What came back, as text. */
  rows: (string | null)[][];
}

let connections = 0;

/** Stands between a process and PostgreSQL, and writes down every statement and its answer, in the order of asking. */
export class SqlRecorder {
  statements: RecordedStatement[] = [];
  /** What the server said beside its answers: it explains its plans there, where it is told to (`plans/explain-itself.ts`). */
  notices: string[] = [];
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
    const textOf = texts();
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.setNoDelay().on('error', () => undefined);
      socket.on('close', () => [client, server].forEach((each) => each.destroy()));
    }
    client.on('data', (chunk) => {
      for (const message of asked.read(chunk)) {
        const text = textOf(message);
        if (text === undefined) continue;
        const statement = { connection, at: performance.now(), text, rows: [] };
        this.statements.push(statement);
        waiting.push(statement);
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      for (const message of answered.read(chunk)) {
        if (message.type === 'N') this.notices.push(noticeText(message));
        if (message.type === 'D') waiting[0]?.rows.push(rowCells(message));
        if (message.type === 'Z' && waiting.length > 0) waiting.shift(); // ready for the next
      }
      client.write(chunk);
    });
  }
}

/** Of one connection, the text of each message that asks for something, the values it binds written into it. */
function texts(): (message: PostgresMessage) => string | undefined {
  const prepared = new Map<string, string>();
  return (message) => {
    if (message.type === 'Q') return queryText(message);
    if (message.type === 'P') {
      const { name, text } = preparedStatement(message);
      prepared.set(name, text);
    }
    if (message.type !== 'B') return undefined;
    const { name, values } = boundValues(message);
    return prepared
      .get(name)
      ?.replaceAll(/\$(\d+)/gu, (_, place: string) => literal(values[Number(place) - 1] ?? null));
  };
}

const literal = (value: string | null): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);
