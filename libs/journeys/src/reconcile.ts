import { registrationWorkflow, registrationWorkflowId } from '@app/contracts';
import { unfinishedAccountCases, unfinishedCases, unheardNotices } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import { accountWorkflowId, accountWorkflowTypes, startAccountJourney } from './account-journeys.js';
import { signalJourney } from './signal-and-start.js';
import { deliverToJourney } from './notice-destinations.js';
import { startRegistration } from './registration-start.js';
import { isTemporalOutage } from './temporal-fault.js';

/** Cases that changed later than this, seconds, are still being seen to by whoever changed them, or by the relay. */
const settled = 60;
const withinMs = 5_000;

/** Starts every unfinished case whose journey is not open (a lost Temporal store), and signals those that a message has not reached; answers how many started. */
export async function restartMissingJourneys(client: Client, em: EntityManager, settledFor = settled): Promise<number> {
  const open = new Set<string>();
  for await (const workflowId of openJourneys(client)) open.add(workflowId);
  const cases = await unfinishedCases(em, settledFor);
  const missing = cases.filter(({ caseNumber }) => !open.has(registrationWorkflowId(caseNumber)));
  // A journey that opened since the list was read is found by its id: starting it again changes nothing.
  for (const registration of missing) await startRegistration(client, registration, withinMs);
  const accounts = (await unfinishedAccountCases(em, settledFor)).filter(
    (found) => !open.has(accountWorkflowId(found)),
  );
  for (const found of accounts) await startAccountJourney(client, found, withinMs);
  await signalUnheard(client, em, settledFor);
  return missing.length + accounts.length;
}

/** Journeys whose message is not delivered or stuck; one that is refused again stays stuck, and the others are told. */
async function signalUnheard(client: Client, em: EntityManager, settledFor: number): Promise<void> {
  for (const notice of await unheardNotices(em, settledFor)) {
    await deliverToJourney(client, em, notice, withinMs).catch((error: unknown) => {
      if (isTemporalOutage(error)) throw error;
    });
  }
}

/** Signals every open journey, for when the facts changed behind our back: an older copy was restored. Answers how many. */
export async function signalEveryJourney(client: Client): Promise<number> {
  let count = 0;
  for await (const workflowId of openJourneys(client)) {
    await signalJourney(client, workflowId, withinMs);
    count += 1;
  }
  return count;
}

async function* openJourneys(client: Client): AsyncGenerator<string> {
  const types = [registrationWorkflow, ...accountWorkflowTypes].map((type) => `'${type}'`).join(', ');
  const query = `WorkflowType IN (${types}) AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of client.workflow.list({ query })) yield workflowId;
}
