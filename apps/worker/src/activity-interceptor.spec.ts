import { expect, test } from '@jest/globals';
import { ApplicationFailure, type Context } from '@temporalio/activity';
import { pino } from 'pino';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { perAttempt } from './activity-interceptor.js';

const database = ownDatabase(2);

/** Runs one attempt as the worker does; answers what Temporal would be told, and what was logged. */
async function attempt(activity: () => Promise<unknown>): Promise<{ told: unknown; logged: string }> {
  let logged = '';
  const logger = pino({ level: 'trace' }, { write: (line: string) => void (logged += line) });
  const { inbound } = perAttempt(database.orm, logger)({ info: { activityType: 'spec', attempt: 1 } } as Context);
  const ref = { caseNumber: 'PRC-TEST-0001', correlationId: 'c0ffee' };
  const told = await inbound.execute?.({ args: [ref], headers: {} }, activity).catch((error: unknown) => error);
  return { told, logged };
}

test('R12 a row that the database refuses is told to nobody: neither Temporal nor the log sees its values', async () => {
  const { told, logged } = await attempt(() =>
    database.orm.em.execute(
      `insert into registration (public_id, owner_nonce, case_number, route, siret, contract_number, last_name, first_name, email, correlation_id)
       values ('p', 'n', 'c', 'unknown-route', '1', '1', 'CanariNom', 'F', 'canari@exemple.fr', 'x')`,
    ),
  );
  expect(told).toBeInstanceOf(ApplicationFailure);
  const all = `${(told as Error).message} ${(told as Error).stack ?? ''} ${logged}`;
  expect(all).not.toMatch(/canari/iu);
  expect((told as Error).message).toBe('23514');
});

test('a refusal of ours comes out as it is, with the correlation id in the log', async () => {
  const refusal = ApplicationFailure.nonRetryable('550 5.1.1', 'mail-refused');
  const { told, logged } = await attempt(() => Promise.reject(refusal));
  expect(told).toBe(refusal);
  expect(logged).toContain('c0ffee');
  expect(logged).toContain('550 5.1.1');
});
