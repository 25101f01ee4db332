import type { BlockedReason } from '@app/contracts';
import { mailQueue } from '@app/contracts';
import type { ActivityOptions } from '@temporalio/workflow';
import { blockedReason } from './blocked-reason.js';
import type { Wakeups } from './wakeups.js';

/** Of one mail. While the relay is away altogether its queue is not polled, and waiting there costs nothing (`relay-circuit-breaker.ts`). */
export const relayRetryPolicy: ActivityOptions = {
  taskQueue: mailQueue,
  startToCloseTimeout: '40s',
  heartbeatTimeout: '3s',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '5s', maximumInterval: '5 minutes' },
};

export interface MailOf<Kind> {
  /** Until the relay has accepted it, for 3 days. */
  send(kind: Kind): Promise<void>;
  /** Records that it could not leave. */
  giveUp(kind: Kind, reason: BlockedReason): Promise<void>;
}

/** In the background, each kind that is due: while a mail waits for the relay, the password and the deadline are still heard. */
export function sendDueMail<Kind extends string>(wake: Wakeups, due: readonly Kind[], mail: MailOf<Kind>): void {
  for (const kind of due) {
    wake.inBackground(kind, async () => {
      try {
        await mail.send(kind);
      } catch (failure) {
        const reason = blockedReason(failure, 'mail-undelivered');
        if (reason) await mail.giveUp(kind, reason);
      }
    });
  }
}
