import {
  accountMailWorkflow,
  lockoutWorkflow,
  passwordResetWorkflow,
  registrationWorkflow,
  searchAttributes,
} from '@app/contracts';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { decoded, readHistory } from './journey-history.js';
import type { JourneyRun } from './ledgers.js';

/** How many histories are fetched at once. */
const width = 8;

const types = [registrationWorkflow, passwordResetWorkflow, lockoutWorkflow, accountMailWorkflow];

/** Every run of every journey of a registration or an account that Temporal still knows, with its history. */
export async function readJourneys(client: Client): Promise<JourneyRun[]> {
  const waiting: WorkflowExecutionInfo[] = [];
  const query = `WorkflowType IN (${types.map((type) => `'${type}'`).join(', ')})`;
  for await (const info of client.workflow.list({ query })) waiting.push(info);
  const runs: JourneyRun[] = [];
  const fetchNext = async () => {
    for (let info = waiting.pop(); info; info = waiting.pop()) runs.push(await readRun(client, info));
  };
  await Promise.all(Array.from({ length: width }, fetchNext));
  return runs;
}

async function readRun(client: Client, { workflowId, runId }: WorkflowExecutionInfo): Promise<JourneyRun> {
  const handle = client.workflow.getHandle(workflowId, runId);
  const [history, description] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  const { raw, status, startTime, typedSearchAttributes } = description;
  const events = readHistory(JSON.parse(historyToJSON(history)));
  const [journey, subject] = workflowId.split(':') as [JourneyRun['journey'], string];
  const pending = new Map((raw.pendingActivities ?? []).map((activity) => [activity.activityId, activity]));
  return {
    ...events,
    ...{ journey, subject },
    caseNumber: typedSearchAttributes.get(searchAttributes.caseNumber) ?? '',
    runId,
    status: status.name,
    stage: typedSearchAttributes.get(searchAttributes.stage),
    startedAt: startTime,
    activities: events.activities.map(({ id, ...activity }) => {
      const now = pending.get(id);
      const failure = now?.lastFailure;
      return {
        ...activity,
        ...(now ? { attempts: now.attempt ?? activity.attempts } : {}),
        ...(failure
          ? { failure: { type: failure.applicationFailureInfo?.type ?? '', message: failure.message ?? '' } }
          : {}),
      };
    }),
    pendingTaskAttempt: raw.pendingWorkflowTask?.attempt ?? 0,
    clearText: `${events.clearText}\n${JSON.stringify(decoded(description.raw))}`,
  };
}
