import { Injectable } from '@nestjs/common';
import type { ProblemCode } from '@app/contracts';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';

/** What Prometheus scrapes of this process: how Node fares, and how passwords that were checked came out. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly checks = new Counter({
    name: 'parcours_password_checks_total',
    help: 'Passwords checked for a sign-in or a change, by outcome: `right`, or the code of the refusal',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  passwordChecked(outcome: 'right' | ProblemCode): void {
    this.checks.inc({ outcome });
  }
}
