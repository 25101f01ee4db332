import {
  type AccountMailActivities,
  type AccountMailKind,
  type AccountMailSendingActivities,
  type AccountRef,
} from '@app/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { type MailOf, relayRetryPolicy } from './due-mail.js';
import { regularActivities } from './local-first.js';
import type { Wakeups } from './wakeups.js';

const relay = proxyActivities<AccountMailSendingActivities>(relayRetryPolicy);
const regular = regularActivities<Pick<AccountMailActivities, 'giveUpAccountMail'>>();

/**
 * How mail about an account is sent. A kind that has left is due no more, unless the facts were read meanwhile: then the story reads them
 * again, for another may have been asked for (ADR 8). A final refusal is recorded, and the story goes on.
 */
export function mailOfAccount(
  { accountId, correlationId }: AccountRef,
  wake: Wakeups,
  latest: () => { due: AccountMailKind[] },
): MailOf<AccountMailKind> {
  const ref = { accountId, correlationId };
  return {
    async send(kind) {
      const known = latest();
      await relay.sendAccountMail(ref, kind);
      if (latest() === known) known.due = known.due.filter((other) => other !== kind);
      else wake.signal();
    },
    async giveUp(kind, reason) {
      await regular.giveUpAccountMail(ref, kind, reason);
      wake.signal();
    },
  };
}
