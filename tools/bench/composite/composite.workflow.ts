/**
 * The journey's commands and nothing of its code: what Temporal itself costs. Keep in step with the happy path of
 * `libs/workflows/src/registration.workflow.ts`; the bench compares the two histories, event by event.
 */
import { searchAttributes } from '@app/contracts';
import {
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
export const bareFactsChanged = defineSignal('bareFactsChanged');
export const answerAtOnce = defineUpdate<{ status: string }>('answerAtOnce');

const local = proxyLocalActivities<EmptyActivities>({ startToCloseTimeout: '3s', retry: { maximumAttempts: 1 } });
const mail = proxyActivities<EmptyActivities>({
  taskQueue: 'bare-mail',
  ...{ startToCloseTimeout: '40s', heartbeatTimeout: '3s', scheduleToCloseTimeout: '3 days' },
});

/** Update-with-Start, three local activities, a mail, a timer that a signal outruns, another reading, another mail. */
export async function bareRegistration(id: string): Promise<string> {
  let [isOpen, hasSignal] = [false, false];
  setHandler(bareRegister, async () => {
    await condition(() => isOpen);
    return { status: 'awaiting-password' };
  });
  setHandler(bareFactsChanged, () => void (hasSignal = true));

  await local.read(id);
  await local.check(id);
  await local.open(id);
  upsertSearchAttributes([{ key: searchAttributes.stage, value: 'awaiting-password' }]);
  isOpen = true;
  const creation = mail.sendMail(id, 'creation');
  void sleep('7 days');
  await creation;
  await condition(() => hasSignal);
  await local.read(id);
  upsertSearchAttributes([{ key: searchAttributes.stage, value: 'completed' }]);
  await mail.sendMail(id, 'welcome');
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
