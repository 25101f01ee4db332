/**
 * The journey's commands and nothing of its code: what Temporal itself costs. Keep in step with the happy path of
 * `libs/workflows/src/registration.workflow.ts`; the bench compares the two histories, event by event.
 */
import { searchAttributes } from '@app/contracts';
import {
  CancellationScope,
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { EmptyActivities } from './empty-activities.js';

export const bareRegister = defineUpdate<{ status: string }>('bareRegister');
export const bareKnock = defineSignal('bareKnock');
export const answerAtOnce = defineUpdate<{ status: string }>('answerAtOnce');

const local = proxyLocalActivities<EmptyActivities>({ startToCloseTimeout: '3s', retry: { maximumAttempts: 1 } });
const mail = proxyActivities<EmptyActivities>({
  taskQueue: 'bare-mail',
  ...{ startToCloseTimeout: '40s', heartbeatTimeout: '3s', scheduleToCloseTimeout: '3 days' },
});

/** Update-with-Start, three local activities, a mail, a timer that a signal outruns, another look, another mail. */
export async function bareRegistration(id: string): Promise<string> {
  let [isOpen, isKnocked] = [false, false];
  setHandler(bareRegister, async () => {
    await condition(() => isOpen);
    return { status: 'awaiting-password' };
  });
  setHandler(bareKnock, () => void (isKnocked = true));

  await local.look(id);
  await local.check(id);
  await local.open(id);
  upsertSearchAttributes([{ key: searchAttributes.stage, value: 'awaiting-password' }]);
  isOpen = true;
  const alarm = new CancellationScope();
  const creation = mail.sendMail(id, 'creation');
  const rang = alarm.run(() => sleep('7 days')).catch(() => undefined);
  await creation;
  await condition(() => isKnocked);
  await local.look(id);
  upsertSearchAttributes([{ key: searchAttributes.stage, value: 'completed' }]);
  const welcome = mail.sendMail(id, 'welcome');
  alarm.cancel();
  await Promise.all([rang, welcome]);
  return 'completed';
}

/** What an Update-with-Start costs when there is nothing to do. */
export async function nothing(): Promise<void> {
  let isAnswered = false;
  setHandler(answerAtOnce, () => {
    isAnswered = true;
    return { status: 'nothing' };
  });
  await condition(() => isAnswered);
}
