import { knockOnDoor, type ResetLimits, temporalAnswers } from '@app/journeys';
import { crashPoint, leaseNotices, markStuck, someNoticeWaits, type WaitingNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';

const lease = { limit: 50, leaseSeconds: 15 };
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
    private readonly limits: ResetLimits,
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
    if (!(await someNoticeWaits(em)) || !(await temporalAnswers(this.client))) return;
    crashPoint('relay.before-lease');
    const notices = await leaseNotices(em, lease);
    crashPoint('relay.after-lease');
    await Promise.all(newestByDoor(notices).map((notice) => this.deliver(em, notice)));
  }

  private async deliver(em: EntityManager, notice: WaitingNotice): Promise<void> {
    const { id, journey, subject, correlationId, attempts } = notice;
    try {
      await knockOnDoor(this.client, em, notice, this.limits, knockMs);
      this.logger.info({ journey, subject, correlationId }, 'notice delivered by the relay');
    } catch (error) {
      this.logger.warn({ err: error, journey, subject, correlationId, attempts }, 'notice not delivered');
      crashPoint('relay.before-stuck');
      if (attempts >= tries) await markStuck(em, id);
      crashPoint('relay.after-stuck');
    }
  }
}

/** One knock stands for all the notices of a journey. */
function newestByDoor(notices: WaitingNotice[]): WaitingNotice[] {
  const newest = new Map<string, WaitingNotice>();
  for (const notice of notices) {
    const door = `${notice.journey}:${notice.subject}`;
    const other = newest.get(door);
    if (!other || BigInt(notice.id) > BigInt(other.id)) newest.set(door, notice);
  }
  return [...newest.values()];
}
