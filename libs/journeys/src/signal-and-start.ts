import { factsChanged, journeysQueue } from '@app/contracts';
import { crashPoint } from '@app/persistence';
import { type Client, WorkflowNotFoundError, type WorkflowStartOptions } from '@temporalio/client';

/** How every journey is started; what it is about comes on top. */
export const howStarted = {
  taskQueue: journeysQueue,
  // A worker that dies in the middle of a task delays a waiting page by this much, not by the default 10 s.
  workflowTaskTimeout: '5s',
  workflowIdConflictPolicy: 'USE_EXISTING',
} as const;

/** « The facts have changed. » False when no journey of that id is open. */
export async function signalJourney(client: Client, workflowId: string, withinMs: number): Promise<boolean> {
  crashPoint('notice.before-knock');
  const isHeard = await client.connection
    .withDeadline(Date.now() + withinMs, () => client.workflow.getHandle(workflowId).signal(factsChanged))
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      },
    );
  crashPoint('notice.after-knock');
  return isHeard;
}

/** The journey begins, or begins again, wherever the facts say it stands; one that is open is left as it is. */
export async function startJourney(
  client: Client,
  type: string,
  options: Pick<WorkflowStartOptions, 'workflowId' | 'args' | 'staticSummary' | 'typedSearchAttributes'>,
  withinMs: number,
): Promise<void> {
  crashPoint('journey.before-start');
  await client.connection.withDeadline(Date.now() + withinMs, () =>
    client.workflow.start(type, { ...howStarted, ...options }),
  );
  crashPoint('journey.after-start');
}
