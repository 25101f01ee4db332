import { accountMailWorkflowId, passwordResetWorkflowId } from '@app/contracts';
import { type NoticeDoor, writeNotice } from '@app/persistence';
import { expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { NoticeRelay } from './notice-relay.js';

const database = ownDatabase();
const { em } = database;

const limits = { resendInterval: { text: '60 seconds' }, resendsPerDay: 5, resetLinkLifetime: { text: '3 days' } };

/** Temporal with every journey open: who was knocked on. */
function everyJourneyOpen(): { client: Client; knocked: string[] } {
  const knocked: string[] = [];
  const client = {
    connection: { withDeadline: (_until: number, call: () => Promise<unknown>) => call() },
    workflowService: { getSystemInfo: () => Promise.resolve({}) },
    workflow: {
      getHandle: (workflowId: string) => ({
        signal: () => {
          knocked.push(workflowId);
          return Promise.resolve();
        },
      }),
    },
  };
  return { client: client as unknown as Client, knocked };
}

test('R47 two journeys of one account are both knocked on, and each once for all its notices', async () => {
  const accountId = randomUUID();
  const write = (journey: NoticeDoor) => writeNotice(em(), { journey, subject: accountId, correlationId: 'spec' });
  for (const journey of ['password-reset', 'account-mail', 'password-reset', 'account-mail'] as const)
    await write(journey);

  const { client, knocked } = everyJourneyOpen();
  const relay = new NoticeRelay(client, database.orm.em, limits, pino({ level: 'silent' }));
  relay.start();
  try {
    const left = `select 1 from notice where delivered_at is null`;
    await waitUntil('every notice is heard', async () => (await em().execute<unknown[]>(left)).length === 0);
  } finally {
    await relay.stop();
  }
  // A notice that was passed over would have been leased again.
  expect(await em().execute('select max(attempts) as tries from notice')).toEqual([{ tries: 1 }]);
  expect(knocked.sort()).toEqual([accountMailWorkflowId(accountId), passwordResetWorkflowId(accountId)]);
});
