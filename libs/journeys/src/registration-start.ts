import {
  register,
  type RegistrationAnswer,
  type RegistrationRef,
  registrationWorkflow,
  registrationWorkflowId,
  searchAttributes,
} from '@app/contracts';
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import { howStarted, startJourney } from './signal-and-start.js';

/** What a start shows to operators besides the case number. */
export interface RegistrationCase extends RegistrationRef {
  /** Uuid of the registration: the id of its `register` update, so that every call gets the one answer. */
  id: string;
  siret: string;
}

const startOptions = ({ caseNumber, correlationId, siret }: RegistrationCase) => ({
  workflowId: registrationWorkflowId(caseNumber),
  args: [{ caseNumber, correlationId }] as [RegistrationRef],
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
        ...howStarted,
        ...startOptions(registration),
      }),
    }),
  );
}

/** The journey begins, or begins again, wherever the facts say it stands. */
export const startRegistration = (client: Client, registration: RegistrationCase, withinMs: number): Promise<void> =>
  startJourney(client, registrationWorkflow, startOptions(registration), withinMs);
