import { randomUUID } from 'node:crypto';
import { approve, cancel, type OperatorNote, refuse, retryStep } from '@app/contracts';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { waitUntil } from '../../local/wait-until.js';
import { patience } from './patience.js';
import type { ToldLedger } from '../told-ledger.js';

const decisions = { approve, cancel, refuse, retry: retryStep };
export type Decision = keyof typeof decisions;

export interface DecisionParts {
  journey: number;
  caseNumber: string;
  client: Client;
  ledger: ToldLedger;
  /** The case shows that the decision was heard though nobody answered: its journey is over. */
  isHeard(): Promise<boolean>;
}

/** An operator at the Temporal UI: pressed again under the same id until there is an answer, written down each time. */
export async function decideOn(
  handle: WorkflowHandle,
  decision: Decision,
  { journey, caseNumber, client, ledger, isHeard }: DecisionParts,
): Promise<void> {
  const key = randomUUID();
  const args: [OperatorNote] = [{ operator: 'crash', reason: 'the run says so' }];
  const press = async () => {
    const sentAt = Date.now();
    const answer = await client.connection
      .withDeadline(sentAt + 15_000, () => handle.executeUpdate(decisions[decision], { args, updateId: key }))
      .then(
        (body) => ({ status: 200, body: body as unknown }),
        () => ({ status: null, body: null }),
      );
    ledger.add({
      ...{ journey, act: 'decide', method: 'UPDATE', path: decision, key },
      ...{ request: { caseNumber }, ...answer, sentAt, answeredAt: Date.now() },
    });
    return answer.status === 200 || (await isHeard());
  };
  await waitUntil(`an answer to ${decision} on ${caseNumber}`, press, patience);
}
