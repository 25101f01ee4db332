import { isTemporalOutage, deliverNotice, type ResetLimits } from '@app/journeys';
import { crashPoint, isLookUp, leaseNotices, putBack, someNoticeWaits, type WaitingNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';

const batch = 50;
/** Longer than a round: what a relay that died had leased is another's after this. */
const leaseSeconds = 15;
const everyMs = 1_000;
/** While Temporal is away one message asks for all, and is given less time, so that its return is noticed soon. */
const deliveryMs = { usual: 5_000, probe: 2_000 };
/** True refusals; an outage is no try, and soon over. */
const tries = 20;
const againSeconds = { refused: 15, away: 3 };

/** Repeats each notice until its journey has heard it, whatever was away meanwhile. Any number of relays may run. */
export class NoticeRelay {
  private timer?: NodeJS.Timeout;
  private round = Promise.resolve();
  private stopping = false;
  private isAway = false;

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

  /** While Temporal answers, all that waits leaves at once; while it does not, one message a round is tried, another each time. */
  private async relay(): Promise<void> {
    const em = this.em.fork();
    for (;;) {
      if (this.stopping || !(await someNoticeWaits(em))) return;
      crashPoint('relay.before-lease');
      const notices = await leaseNotices(em, { limit: this.isAway ? 1 : batch, leaseSeconds });
      crashPoint('relay.after-lease');
      if (notices.length === 0) return;
      const answers = await Promise.all(newestByJourney(notices).map((notice) => this.deliver(em, notice)));
      const ofTemporal = answers.filter((answer) => answer !== 'facts');
      if (ofTemporal.length > 0) this.tell(ofTemporal.every((answer) => answer === 'away'));
      if (this.isAway && ofTemporal.length > 0) return;
    }
  }

  private tell(isAway: boolean): void {
    if (isAway && !this.isAway) this.logger.error('Temporal takes no message: the outbox waits');
    if (!isAway && this.isAway) this.logger.info('Temporal takes messages');
    this.isAway = isAway;
  }

  /** Who answered: which account a request is about is looked up in the facts alone. */
  private async deliver(em: EntityManager, notice: WaitingNotice): Promise<'temporal' | 'facts' | 'away'> {
    const { id, journey, subject, correlationId, attempts } = notice;
    const asked = isLookUp(journey) ? 'facts' : 'temporal';
    try {
      await deliverNotice(this.client, em, notice, this.limits, this.isAway ? deliveryMs.probe : deliveryMs.usual);
      this.logger.info({ journey, subject, correlationId }, 'notice delivered by the relay');
      return asked;
    } catch (error) {
      const isAway = isTemporalOutage(error);
      this.logger.warn({ err: error, journey, subject, correlationId, attempts }, 'notice not delivered');
      crashPoint('relay.before-put-back');
      await putBack(em, id, { isTry: !isAway, tries, seconds: isAway ? againSeconds.away : againSeconds.refused });
      crashPoint('relay.after-put-back');
      return isAway ? 'away' : asked;
    }
  }
}

/** One signal stands for all the notices of a journey. */
function newestByJourney(notices: WaitingNotice[]): WaitingNotice[] {
  const newest = new Map<string, WaitingNotice>();
  for (const notice of notices) {
    const destination = `${notice.journey}:${notice.subject}`;
    const other = newest.get(destination);
    if (!other || BigInt(notice.id) > BigInt(other.id)) newest.set(destination, notice);
  }
  return [...newest.values()];
}
