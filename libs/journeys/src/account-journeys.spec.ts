import {
  factsChanged,
  lockoutWorkflowId,
  passwordResetWorkflowId,
  accountMailWorkflowId,
  searchAttributes,
} from '@app/contracts';
import { connectToDatabase, type NoticeDoor, type WaitingNotice, writeNotice } from '@app/persistence';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime } from '@temporalio/worker';
import { randomBytes } from 'node:crypto';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { localTemporal } from '../../../tools/testing/local-temporal.js';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/test-postgres.js';
import { activeAccount, askForReset, makeDue, passForMail } from '../../activities/src/account.fixture.js';
import { deliverNotice } from './notice-destinations.js';
import { signalEveryJourney, restartMissingJourneys } from './reconcile.js';

let database: TestDatabase;
let orm: MikroORM;
let temporal: TestWorkflowEnvironment;
let client: Client;
beforeAll(async () => {
  [database, temporal] = await Promise.all([createTestDatabase(), localTemporal()]);
  client = temporal.client;
  orm = await connectToDatabase(database.databaseUrl, 10);
}, 60_000);
afterAll(async () => {
  await orm?.close(true);
  await database?.drop();
  await temporal?.teardown();
  await Runtime.instance().shutdown();
});

const em = (): EntityManager => orm.em.fork();
const sql = <T>(text: string, ...params: unknown[]): Promise<T[]> => em().execute<T[]>(text, params);
const limits = { resendInterval: { text: '60 seconds' }, resendsPerDay: 5, resetLinkLifetime: { text: '3 days' } };

const lockOf = async (accountId: string | null): Promise<string> => {
  const [row] = await sql<{ id: string }>(
    `insert into lockout (guard_key, account_id, correlation_id) values (?, ?, 'spec') returning id`,
    randomBytes(32).toString('hex'),
    accountId,
  );
  return String(row?.id);
};
/** A notice written by its transaction, delivered as the relay does. */
const deliver = async (journey: NoticeDoor, subject: string): Promise<void> => {
  const about = { journey, subject, correlationId: 'spec' };
  const notice: WaitingNotice = { ...about, id: await writeNotice(em(), about), attempts: 1 };
  await deliverNotice(client, em(), notice, limits, 5_000);
};
const waiting = (subject: string) => sql('select 1 from notice where subject = ? and delivered_at is null', subject);
const isThere = (workflowId: string): Promise<boolean> =>
  client.workflow
    .getHandle(workflowId)
    .describe()
    .then(
      ({ status }) => status.name === 'RUNNING',
      (error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      },
    );
const signalsOf = async (workflowId: string): Promise<number> => {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).filter(
    (event) => event.workflowExecutionSignaledEventAttributes?.signalName === factsChanged.name,
  ).length;
};

let accountId: string;
beforeEach(async () => {
  accountId = await activeAccount(em());
});

describe('a notice of an account', () => {
  test('begins a reset that is open, with what operators see of it; the next ones signal it', async () => {
    await askForReset(em(), accountId);
    await deliver('password-reset', accountId);
    const id = passwordResetWorkflowId(accountId);
    const begun = await client.workflow.getHandle(id).describe();
    const [account] = await sql<{ siret: string; case_number: string }>(
      `select a.siret, r.case_number from account a join registration r on r.id = a.registration_id where a.id = ?`,
      accountId,
    );
    const { journey, stage, siret, caseNumber } = searchAttributes;
    const shown = [journey, stage, siret, caseNumber].map((key) => begun.typedSearchAttributes.get(key));
    expect(shown).toEqual(['password-reset', 'open', account?.siret, account?.case_number]);
    expect(await begun.staticSummary()).toBe(`Mot de passe oublié ${account?.case_number}`);
    expect(await signalsOf(id)).toBe(0);
    await deliver('password-reset', accountId);
    await deliver('password-reset', accountId);
    expect(await signalsOf(id)).toBe(2);
    expect(await waiting(accountId)).toEqual([]);
  });

  test('begins a reset again whose journey was lost', async () => {
    await askForReset(em(), accountId);
    await deliver('password-reset', accountId);
    await client.workflow.getHandle(passwordResetWorkflowId(accountId)).terminate('lost');
    await deliver('password-reset', accountId);
    expect(await isThere(passwordResetWorkflowId(accountId))).toBe(true);
  });

  test('begins a lock’s own journey, and one for the mail that no other waits on', async () => {
    const lock = await lockOf(accountId);
    await makeDue(em(), accountId, 'password-changed');
    await deliver('lockout', lock);
    await deliver('account-mail', accountId);
    expect(await isThere(lockoutWorkflowId(lock))).toBe(true);
    expect(await isThere(accountMailWorkflowId(accountId))).toBe(true);
    expect(await isThere(passwordResetWorkflowId(accountId))).toBe(false);
  });

  test('is heard by a journey that goes on though the facts are at their end', async () => {
    await askForReset(em(), accountId);
    await deliver('password-reset', accountId);
    await sql(`update password_reset set state = 'used', ended_at = now() where account_id = ?`, accountId);
    await deliver('password-reset', accountId);
    expect(await signalsOf(passwordResetWorkflowId(accountId))).toBe(1);
  });

  test('begins nothing where nothing is left to do, and is heard', async () => {
    const [lock, nobodys] = [await lockOf(accountId), await lockOf(null)];
    await sql(`update lockout set ended_at = now(), ended_as = 'unlocked' where id = ?`, lock);
    await askForReset(em(), accountId);
    await sql(`update password_reset set state = 'used', ended_at = now() where account_id = ?`, accountId);
    await deliver('lockout', lock);
    await deliver('lockout', nobodys);
    await deliver('password-reset', accountId);
    await deliver('account-mail', accountId);
    const ids = [lockoutWorkflowId(lock), lockoutWorkflowId(nobodys), passwordResetWorkflowId(accountId)];
    for (const id of [...ids, accountMailWorkflowId(accountId)]) expect(await isThere(id)).toBe(false);
    for (const subject of [lock, nobodys, accountId]) expect(await waiting(subject)).toEqual([]);
  });

  test('F7 of a request: it is taken, and the journey of its reset is told', async () => {
    const [request] = await sql<{ id: string }>(
      `insert into reset_request (identifier, address, correlation_id)
       select identifier, '192.0.2.7', 'spec' from account where id = ? returning id`,
      accountId,
    );
    await deliver('reset-request', String(request?.id));
    expect(await waiting(String(request?.id))).toEqual([]);
    expect(await waiting(accountId)).toHaveLength(1);
  });
});

test('R47 what has nobody to see to it gets its journey back, once it is settled; every open one looks at the facts again', async () => {
  const lock = await lockOf(accountId);
  await askForReset(em(), accountId);
  await makeDue(em(), accountId, 'password-changed');
  await deliver('password-reset', accountId);
  const [open, lost, mail] = [
    passwordResetWorkflowId(accountId),
    lockoutWorkflowId(lock),
    accountMailWorkflowId(accountId),
  ];
  const listed = async (id: string): Promise<boolean> =>
    (await client.workflow.count(`WorkflowId = '${id}' AND ExecutionStatus = 'Running'`)).count > 0;
  await waitUntil('the open journey is listed', () => listed(open));

  await restartMissingJourneys(client, em(), 3_600);
  expect([await isThere(lost), await isThere(mail)]).toEqual([false, false]);
  const before = await signalsOf(open);
  expect(await restartMissingJourneys(client, em(), 0)).toBeGreaterThanOrEqual(2);
  expect([await isThere(lost), await isThere(mail)]).toEqual([true, true]);
  expect(await signalsOf(open)).toBe(before);

  await waitUntil('the others are listed', async () => (await listed(lost)) && (await listed(mail)));
  expect(await signalEveryJourney(client)).toBeGreaterThanOrEqual(3);
  expect(await Promise.all([open, lost, mail].map(signalsOf))).toEqual([before + 1, 1, 1]);
});

test('a message that waits for its lost journey is settled, whatever else the account was mailed since', async () => {
  await makeDue(em(), accountId, 'password-changed');
  await passForMail(em(), accountId, 7_200);
  await askForReset(em(), accountId);
  await restartMissingJourneys(client, em(), 3_600);
  expect(await isThere(accountMailWorkflowId(accountId))).toBe(true);
  expect(await isThere(passwordResetWorkflowId(accountId))).toBe(false);
});
