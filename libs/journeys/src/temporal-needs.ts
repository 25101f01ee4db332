import {
  journeysQueue,
  reconcileScheduleId,
  reconcileWorkflow,
  retentionScheduleId,
  retentionWorkflow,
  searchAttributes,
} from '@app/contracts';
import { type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client';

/** Support looks at journeys that ended; Temporal forgets them after this. A namespace that keeps them longer is left as it is. */
export const retentionDays = 30;

/** All of them keywords, which `temporal-setup.ts` takes for granted. */
export const neededAttributes: readonly string[] = Object.values(searchAttributes).map(({ name }) => name);

type NeededSchedule = ScheduleOptions & { action: { type: 'startWorkflow' } };

/** `catchupWindow`: how late a run still begins when Temporal was away at its time. Two runs of one Schedule never overlap. */
const schedule = (
  scheduleId: string,
  workflowType: string,
  spec: ScheduleOptions['spec'],
  catchupWindow: '1 minute' | '20 hours',
): NeededSchedule => ({
  ...{ scheduleId, spec },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
  action: { type: 'startWorkflow', workflowType, taskQueue: journeysQueue, args: [] },
});

export const neededSchedules: readonly NeededSchedule[] = [
  schedule(reconcileScheduleId, reconcileWorkflow, { intervals: [{ every: '5 minutes' }] }, '1 minute'),
  schedule(
    retentionScheduleId,
    retentionWorkflow,
    { calendars: [{ hour: 3, minute: 17 }], timezone: 'Europe/Paris' },
    '20 hours',
  ),
];
