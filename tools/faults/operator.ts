import { randomUUID } from 'node:crypto';
import { type OperatorNote, registrationWorkflowId, retryStep } from '@app/contracts';
import type { Client } from '@temporalio/client';
import type { ToldLedger } from './told-ledger.js';

/** As an operator at the Temporal UI: « try it again, now »; pressed `times` times, as people do. */
export async function pressRetry(client: Client, ledger: ToldLedger, caseNumber: string, times: number): Promise<void> {
  const handle = client.workflow.getHandle(registrationWorkflowId(caseNumber));
  const press = async () => {
    const [key, sentAt] = [randomUUID(), Date.now()];
    const note = { operator: 'chaos', reason: 'the directory is back' };
    const answer = await client.connection
      .withDeadline(Date.now() + 15_000, () =>
        handle.executeUpdate<string, [OperatorNote]>(retryStep.name, { args: [note], updateId: key }),
      )
      .then(
        (body) => ({ status: 200, body: body as unknown }),
        () => ({ status: null, body: null }),
      );
    ledger.add({
      ...{
        journey: -1,
        act: 'decide',
        method: 'UPDATE',
        path: retryStep.name,
        key,
        request: { caseNumber },
        ...answer,
      },
      ...{ sentAt, answeredAt: Date.now() },
    });
  };
  await Promise.all(Array.from({ length: times }, press));
}
