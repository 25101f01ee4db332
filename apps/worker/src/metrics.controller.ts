import { outboxFigures } from '@app/persistence';
import { MikroORM } from '@mikro-orm/postgresql';
import { Controller, Get, Header } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** For operators: the port listens on loopback only. */
@Controller('metrics')
export class MetricsController {
  private readonly registry = new Registry();
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

  constructor(private readonly orm: MikroORM) {
    collectDefaultMetrics({ register: this.registry });
  }

  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  async scrape(): Promise<string> {
    const { waiting, stuck, oldestSeconds } = await outboxFigures(this.orm.em.fork());
    this.messages.set({ state: 'waiting' }, waiting);
    this.messages.set({ state: 'stuck' }, stuck);
    this.oldest.set(oldestSeconds);
    return this.registry.metrics();
  }
}
