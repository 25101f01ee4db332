import { accountMailWorkflowId, passwordResetWorkflowId } from '@app/contracts';
import { restartMissingJourneys } from '@app/journeys';
import { type NoticeDoor, writeNotice } from '@app/persistence';
import { beforeEach, expect, test } from '@jest/globals';
import { type Client, ServiceError } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { NoticeRelay } from './notice-relay.js';

const database = ownDatabase();
const { em } = database;

const limits = { resendInterval: { text: '60 seconds' }, resendsPerDay: 5, resetLinkLifetime: { text: '3 days' } };

/** Temporal with every journey open: which were told, and how it answers meanwhile. */
function everyJourneyOpen(answer: (workflowId: string) => Promise<void> = () => Promise.resolve()) {
  const signalled: string[] = [];
  const client = {
    connection: { withDeadline: (_until: number, call: () => Promise<unknown>) => call() },
    workflow: {
      getHandle: (workflowId: string) => ({
        signal: () => {
          signalled.push(workflowId);
          return answer(workflowId);
        },
      }),
    },
  };
  return { client: client as unknown as Client, signalled };
}

/** What the SDK throws when the server answers with this status. */
const answered = (code: number, details: string): Error =>
  new ServiceError('Failed to signal Workflow', {
    cause: Object.assign(new Error(details), { code, details, metadata: {} }),
  });

async function whileRelaying(client: Client, act: () => Promise<void>): Promise<void> {
  const relay = new NoticeRelay(client, database.orm.em, limits, pino({ level: 'silent' }));
  relay.start();
  try {
    await act();
  } finally {
    await relay.stop();
  }
}

const write = (subject: string, journey: NoticeDoor = 'account-mail') =>
  writeNotice(em(), { journey, subject, correlationId: 'spec' });
const rows = async (where: string): Promise<number> =>
  (await em().execute<unknown[]>(`select 1 from notice where ${where}`)).length;
const allDelivered = () =>
  waitUntil('every message is delivered', async () => (await rows('delivered_at is null')) === 0);

beforeEach(() => em().execute('delete from notice'));

test('R47 two journeys of one account are both signalled, and each once for all its notices', async () => {
  const accountId = randomUUID();
  for (const journey of ['password-reset', 'account-mail', 'password-reset', 'account-mail'] as const)
    await write(accountId, journey);

  const { client, signalled } = everyJourneyOpen();
  await whileRelaying(client, allDelivered);
  expect(signalled.sort()).toEqual([accountMailWorkflowId(accountId), passwordResetWorkflowId(accountId)]);
});

test.each([
  [14, 'shard status unknown'],
  [4, 'Deadline exceeded'],
  [8, 'namespace rate limit exceeded'],
  [3, 'Namespace default has no mapping defined for search attribute Stage'],
])(
  'R54 an outage (gRPC %i, %s) is no try; one message asks for all; all leave when it is over',
  async (code, details) => {
    const many = 120;
    for (let n = 0; n < many; n += 1) await write(randomUUID());
    let isAway = true;
    const { client, signalled } = everyJourneyOpen(() =>
      isAway ? Promise.reject(answered(code, details)) : Promise.resolve(),
    );
    await whileRelaying(client, async () => {
      const firstRound = 50;
      await waitUntil('some rounds have passed', () => signalled.length >= firstRound + 3);
      expect(new Set(signalled).size).toBe(signalled.length); // another one each time: none can hold up the rest
      expect(signalled.length).toBeLessThan(2 * firstRound);
      expect(await rows('attempts > 0 or stuck_at is not null')).toBe(0);
      isAway = false;
      await allDelivered();
    });
    expect(new Set(signalled).size).toBe(many);
  },
);

test('a message that is refused for what it is becomes stuck at its twentieth try; the others pass', async () => {
  const [bad, good] = [randomUUID(), randomUUID()];
  await write(bad);
  await em().execute('update notice set attempts = 19');
  await write(good);
  const { client } = everyJourneyOpen((id) =>
    id === accountMailWorkflowId(bad) ? Promise.reject(answered(3, 'no such thing')) : Promise.resolve(),
  );
  await whileRelaying(client, () => waitUntil('it is stuck', async () => (await rows('stuck_at is not null')) === 1));
  expect(await rows(`subject = '${bad}' and attempts = 20 and delivered_at is null`)).toBe(1);
  expect(await rows(`subject = '${good}' and delivered_at is not null`)).toBe(1);
});

test('R54 operators see what waits, what is stuck and how old the oldest is', async () => {
  const metrics = new MetricsController(database.orm, new Metrics());
  expect(await metrics.scrape()).toMatch(/^parcours_outbox_oldest_seconds 0$/mu);
  for (let n = 0; n < 3; n += 1) await write(randomUUID());
  await em().execute(`update notice set stuck_at = now() where id = (select min(id) from notice)`);
  await em().execute(`update notice set created_at = now() - interval '10 minutes'`);
  const said = await metrics.scrape();
  expect(said).toContain('parcours_outbox_messages{state="waiting"} 2');
  expect(said).toContain('parcours_outbox_messages{state="stuck"} 1');
  expect(said).toMatch(/^parcours_outbox_oldest_seconds 60\d/mu);
});

test('reconcile signals the journey of a message that is stuck', async () => {
  const subject = randomUUID();
  await write(subject);
  await em().execute(`update notice set stuck_at = now(), created_at = now() - interval '2 minutes'`);
  const { client, signalled } = everyJourneyOpen();
  Object.assign(client.workflow, { list: () => [] });
  await restartMissingJourneys(client, em());
  expect(signalled).toEqual([accountMailWorkflowId(subject)]);
  await allDelivered();
});
