import {
  journeysQueue,
  knock,
  register,
  type RegistrationAnswer,
  type RegistrationRef,
  registrationWorkflow,
  registrationWorkflowId,
  searchAttributes,
} from '@app/contracts';
import { crashPoint } from '@app/persistence';
import { type Client, WithStartWorkflowOperation, WorkflowNotFoundError } from '@temporalio/client';

/** What a start shows to operators besides the case number. */
export interface RegistrationCase extends RegistrationRef {
  /** Uuid of the registration: the id of its `register` update, so that every call gets the one answer. */
  id: string;
  siret: string;
}

const startOptions = ({ caseNumber, correlationId, siret }: RegistrationCase) => ({
  workflowId: registrationWorkflowId(caseNumber),
  taskQueue: journeysQueue,
  args: [{ caseNumber, correlationId }] as [RegistrationRef],
  // A worker that dies in the middle of a task delays a waiting page by this much, not by the default 10 s.
  workflowTaskTimeout: '5s',
  staticSummary: `Inscription ${caseNumber}`,
  typedSearchAttributes: [
    { key: searchAttributes.journey, value: registrationWorkflow },
    { key: searchAttributes.stage, value: 'checking' },
    { key: searchAttributes.siret, value: siret },
    { key: searchAttributes.caseNumber, value: caseNumber },
  ],
});

/**
 * Starts the journey, or finds it, and waits `withinMs` at most for where the registration stands.
 * Throws when there is no answer in time or Temporal is away: the notice will see to it.
 */
export async function registerWithStart(
  client: Client,
  registration: RegistrationCase,
  withinMs: number,
): Promise<RegistrationAnswer> {
  return client.connection.withDeadline(Date.now() + withinMs, () =>
    client.workflow.executeUpdateWithStart(register, {
      updateId: registration.id,
      startWorkflowOperation: new WithStartWorkflowOperation(registrationWorkflow, {
        ...startOptions(registration),
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    }),
  );
}

/** « Look again. » False when no journey of that id is open. */
export async function knockOn(client: Client, workflowId: string, withinMs: number): Promise<boolean> {
  crashPoint('notice.before-knock');
  const isHeard = await client.connection
    .withDeadline(Date.now() + withinMs, () => client.workflow.getHandle(workflowId).signal(knock))
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

/** The journey begins, or begins again, wherever the facts say it stands. */
export async function startRegistration(
  client: Client,
  registration: RegistrationCase,
  withinMs: number,
): Promise<void> {
  crashPoint('journey.before-start');
  await client.connection.withDeadline(Date.now() + withinMs, () =>
    client.workflow.start(registrationWorkflow, {
      ...startOptions(registration),
      workflowIdConflictPolicy: 'USE_EXISTING',
    }),
  );
  crashPoint('journey.after-start');
}
