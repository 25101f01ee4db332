import { accountMailWorkflowId, passwordResetWorkflowId } from '@app/contracts';
import { connectToDatabase, type NoticeDoor, writeNotice } from '@app/persistence';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Client } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/test-postgres.js';
import { NoticeRelay } from './notice-relay.js';

let database: TestDatabase;
let orm: MikroORM;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await connectToDatabase(database.databaseUrl, 10);
}, 60_000);
afterAll(async () => {
  await orm?.close(true);
  await database?.drop();
});

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
  const write = (journey: NoticeDoor) =>
    writeNotice(orm.em.fork(), { journey, subject: accountId, correlationId: 'spec' });
  for (const journey of ['password-reset', 'account-mail', 'password-reset', 'account-mail'] as const)
    await write(journey);

  const { client, knocked } = everyJourneyOpen();
  const relay = new NoticeRelay(client, orm.em, limits, pino({ level: 'silent' }));
  relay.start();
  try {
    const left = `select 1 from notice where delivered_at is null`;
    await waitUntil('every notice is heard', async () => (await orm.em.fork().execute<unknown[]>(left)).length === 0);
  } finally {
    await relay.stop();
  }
  // A notice that was passed over would have been leased again.
  expect(await orm.em.fork().execute('select max(attempts) as tries from notice')).toEqual([{ tries: 1 }]);
  expect(knocked.sort()).toEqual([accountMailWorkflowId(accountId), passwordResetWorkflowId(accountId)]);
});
