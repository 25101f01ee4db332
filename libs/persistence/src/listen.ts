import pg from 'pg';

export interface Hearing {
  /** A transaction that said `payload` on the channel has been committed. */
  heard(payload: string): void;
  /** What was said since the connection broke is lost; also called once the first connection listens. */
  mayHaveMissed(): void;
}

const retryMs = 500;

/**
 * PostgreSQL's LISTEN on one channel, over one connection of its own, which comes back by itself. It opens with the first
 * call of `ready`. A pooler that shares connections between transactions cannot stand between.
 */
export class ChannelListener {
  private listening: Promise<pg.Client> | undefined;
  private isOver = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly channel: string,
    private readonly hearing: Hearing,
  ) {}

  /** Resolves while the channel is heard; rejects with the database's own error while it is away. */
  async ready(): Promise<void> {
    await (this.listening ??= this.connect());
  }

  async close(): Promise<void> {
    this.isOver = true;
    const client = await this.listening?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      ...{ connectionString: this.databaseUrl, application_name: `listen ${this.channel}` },
      // So that a peer that vanished without a word is noticed.
      ...{ connectionTimeoutMillis: 2_000, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
    });
    let isLost = false;
    const lost = () => {
      if (isLost) return;
      isLost = true;
      this.listening = undefined;
      if (!this.isOver) setTimeout(() => void this.retry(), retryMs).unref();
    };
    client.on('error', lost).on('end', lost);
    client.on('notification', ({ payload = '' }) => this.hearing.heard(payload));
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(this.channel)}`);
    } catch (error) {
      lost();
      void client.end().catch(() => undefined);
      throw error;
    }
    this.hearing.mayHaveMissed();
    return client;
  }

  private async retry(): Promise<void> {
    if (!this.isOver) await this.ready().catch(() => undefined);
  }
}
