import { deliverNotice, temporalAnswers } from '@app/journeys';
import { crashPoint, leaseNotices, markStuck, type WaitingNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';

/** Whoever wrote a notice hurries it first. */
const left = { limit: 50, leaseSeconds: 15, minAgeSeconds: 3 };
const everyMs = 1_000;
const knockMs = 5_000;
/** Tries with Temporal there; outages do not count. */
const tries = 20;

/** Repeats each notice until its journey has heard it, whatever was away meanwhile. Any number of relays may run. */
export class NoticeRelay {
  private timer?: NodeJS.Timeout;
  private round = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly client: Client,
    private readonly em: EntityManager,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.round = this.relay()
        .catch((error: unknown) => this.logger.warn({ err: error }, 'notices wait'))
        .finally(() => void (this.stopping || this.start()));
    }, everyMs);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.round;
  }

  private async relay(): Promise<void> {
    const em = this.em.fork();
    const [waiting] = await em.execute<unknown[]>(
      `select 1 from notice where delivered_at is null and stuck_at is null and created_at < now() - make_interval(secs => ?) limit 1`,
      [left.minAgeSeconds],
    );
    if (!waiting || !(await temporalAnswers(this.client))) return;
    crashPoint('relay.before-lease');
    const notices = await leaseNotices(em, left);
    crashPoint('relay.after-lease');
    await Promise.all(newestBySubject(notices).map((notice) => this.deliver(em, notice)));
  }

  private async deliver(em: EntityManager, { id, subject, correlationId, attempts }: WaitingNotice): Promise<void> {
    try {
      await deliverNotice(this.client, em, { caseNumber: subject }, id, knockMs);
      this.logger.info({ caseNumber: subject, correlationId }, 'notice delivered by the relay');
    } catch (error) {
      this.logger.warn({ err: error, caseNumber: subject, correlationId, attempts }, 'notice not delivered');
      crashPoint('relay.before-stuck');
      if (attempts >= tries) await markStuck(em, id);
      crashPoint('relay.after-stuck');
    }
  }
}

/** One knock stands for all the notices of a journey. */
function newestBySubject(notices: WaitingNotice[]): WaitingNotice[] {
  const newest = new Map<string, WaitingNotice>();
  for (const notice of notices) {
    const other = newest.get(notice.subject);
    if (!other || BigInt(notice.id) > BigInt(other.id)) newest.set(notice.subject, notice);
  }
  return [...newest.values()];
}
