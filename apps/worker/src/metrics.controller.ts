import { outboxFigures } from '@app/persistence';
import { MikroORM } from '@mikro-orm/postgresql';
import { Controller, Get, Header } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Metrics } from './metrics.js';

/** For operators: the port listens on loopback only. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly orm: MikroORM,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  async scrape(): Promise<string> {
    this.metrics.outbox(await outboxFigures(this.orm.em.fork()));
    return this.metrics.registry.metrics();
  }
}
