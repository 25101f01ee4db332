import { type AccountMailKind, type AccountMailSendingActivities, type AccountRef, mailQueue } from '@app/contracts';
import { proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import { failureReason, type Journey } from './journey.js';

/** Retries of one message; a relay that is away altogether is not even asked (`relay-gate.ts`). */
export const relayTemper: ActivityOptions = {
  taskQueue: mailQueue,
  startToCloseTimeout: '40s',
  heartbeatTimeout: '3s',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '5s', maximumInterval: '5 minutes' },
};

const whenTheRelayIsSlow = proxyActivities<AccountMailSendingActivities>(relayTemper);

interface GivingUp {
  giveUpAccountMail(ref: AccountRef, kind: AccountMailKind, reason: string): Promise<void>;
}

/**
 * Beside the story, each kind that is due. Once it has left it is due no more, unless the facts were read meanwhile: then the
 * story looks again, for another may have been asked for. A final refusal is recorded, and the story goes on.
 */
export function sendAccountMail<A extends GivingUp>(
  journey: Journey<A>,
  { accountId, correlationId }: AccountRef,
  latest: () => { due: AccountMailKind[] },
): void {
  const ref = { accountId, correlationId };
  for (const kind of latest().due) {
    journey.beside(kind, async () => {
      const asked = latest();
      try {
        await whenTheRelayIsSlow.sendAccountMail(ref, kind);
        if (latest() !== asked) journey.knocked = true;
        else asked.due = asked.due.filter((other) => other !== kind);
      } catch (failure) {
        const reason = failureReason(failure, 'mail-undelivered');
        if (reason) await (journey as Journey<GivingUp>).stepBeside('giveUpAccountMail', ref, kind, reason);
        journey.knocked = true;
      }
    });
  }
}
