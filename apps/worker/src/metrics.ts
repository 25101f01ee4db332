import { type PurgedTable, purgedTables } from '@app/contracts';
import type { OutboxFigures } from '@app/persistence';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** What Prometheus scrapes of this process: how Node fares, what waits in the outbox, and what retention took. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly messages = new Gauge({
    name: 'parcours_outbox_messages',
    help: 'Outbox messages that are not delivered: `waiting`, or `stuck` after 20 refusals',
    labelNames: ['state'] as const,
    registers: [this.registry],
  });
  private readonly oldest = new Gauge({
    name: 'parcours_outbox_oldest_seconds',
    help: 'Age of the oldest outbox message that waits, 0 when none does',
    registers: [this.registry],
  });
  private readonly rows = new Counter({
    name: 'parcours_purged_rows_total',
    help: 'Rows that retention deleted since this process started, by table',
    labelNames: ['table'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const table of purgedTables) this.purged(table, 0); // a first night is an increase, too
  }

  outbox({ waiting, stuck, oldestSeconds }: OutboxFigures): void {
    this.messages.set({ state: 'waiting' }, waiting);
    this.messages.set({ state: 'stuck' }, stuck);
    this.oldest.set(oldestSeconds);
  }

  purged(table: PurgedTable, rows: number): void {
    this.rows.inc({ table }, rows);
  }
}
