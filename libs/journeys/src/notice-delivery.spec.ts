import { registrationWorkflowId } from '@app/contracts';
import { type NoticeDoor, writeNotice } from '@app/persistence';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { openedCase } from '../../activities/src/registration.fixture.js';
import { deliverToRegistration } from './notice-delivery.js';
import { deliverNotice, deliverToJourney } from './notice-destinations.js';

const { em, sql } = ownDatabase(2);
const limits = { resendInterval: { text: '60 seconds' }, resendsPerDay: 5, resetLinkLifetime: { text: '3 days' } };

/** Temporal, and what it was asked: `missing` has no open journey, `away` does not answer. */
function temporal(state: 'open' | 'missing' | 'away') {
  const asked: string[] = [];
  const signal = (workflowId: string) => {
    asked.push(`signal ${workflowId}`);
    if (state === 'missing') return Promise.reject(new WorkflowNotFoundError('none', workflowId, undefined));
    return state === 'open' ? Promise.resolve() : Promise.reject(new Error('away'));
  };
  const client = {
    connection: { withDeadline: (_until: number, call: () => Promise<unknown>) => call() },
    workflow: {
      getHandle: (workflowId: string) => ({ signal: () => signal(workflowId) }),
      start: (_type: string, { workflowId, args }: { workflowId: string; args: unknown[] }) => {
        asked.push(`start ${workflowId} ${JSON.stringify(args)}`);
        return Promise.resolve();
      },
    },
  };
  return { client: client as unknown as Client, asked };
}

let caseNumber: string;
beforeEach(async () => {
  caseNumber = await openedCase(em());
});
const write = (journey: NoticeDoor = 'registration', subject = caseNumber) =>
  writeNotice(em(), { journey, subject, correlationId: 'spec' });
const undelivered = async (subject = caseNumber) =>
  (await sql<{ id: string }>('select id from notice where subject = ? and delivered_at is null', subject)).map(
    ({ id }) => String(id),
  );
const signalled = () => `signal ${registrationWorkflowId(caseNumber)}`;
const started = () =>
  `start ${registrationWorkflowId(caseNumber)} [${JSON.stringify({ caseNumber, correlationId: 'spec' })}]`;

describe('a message to the journey of a registration', () => {
  test('is a signal where it is open, and delivered with those before it, not with later ones', async () => {
    const { client, asked } = temporal('open');
    await write();
    const second = await write();
    const later = await write();
    await deliverToRegistration(client, em(), { caseNumber }, second, 5_000);
    expect(asked).toEqual([signalled()]);
    expect(await undelivered()).toEqual([later]);
  });

  test('begins the journey again where it is missing and something is left to do', async () => {
    const { client, asked } = temporal('missing');
    const id = await write();
    await deliverNotice(
      client,
      em(),
      { id, journey: 'registration', subject: caseNumber, correlationId: 'spec', attempts: 0 },
      limits,
      5_000,
    );
    expect(asked).toEqual([signalled(), started()]);
    expect(await undelivered()).toEqual([]);
  });

  test.each([
    ['with a mail still to send begins the journey again', 'due', 1],
    ['with nothing left begins nothing', 'accepted', 0],
  ])('of a registration at its end, %s', async (_, state, starts) => {
    await sql(`update registration set status = 'cancelled', ended_at = now() where case_number = ?`, caseNumber);
    const mails = 'registration_id = (select id from registration where case_number = ?)';
    await sql(`update mail_send set state = ? where ${mails}`, state, caseNumber);
    const { client, asked } = temporal('missing');
    await deliverToRegistration(client, em(), { caseNumber }, await write(), 5_000);
    expect(asked).toEqual([signalled(), started()].slice(0, 1 + starts));
    expect(await undelivered()).toEqual([]);
  });

  test('R54 is not delivered while Temporal is away', async () => {
    const { client } = temporal('away');
    const id = await write();
    await expect(deliverToRegistration(client, em(), { caseNumber }, id, 5_000)).rejects.toThrow('away');
    expect(await undelivered()).toEqual([id]);
  });
});

describe('a message that asks for a reset', () => {
  test('is delivered once its account is looked up, and asks no journey', async () => {
    const { client, asked } = temporal('away');
    const [request] = await sql<{ id: string }>(
      `insert into reset_request (identifier, address, correlation_id) values ('EP-0000-0000', '192.0.2.1', 'spec') returning id`,
    );
    const subject = String(request?.id);
    const id = await write('reset-request', subject);
    await deliverNotice(
      client,
      em(),
      { id, journey: 'reset-request', subject, correlationId: 'spec', attempts: 0 },
      limits,
      5_000,
    );
    expect(asked).toEqual([]);
    expect(await undelivered(subject)).toEqual([]);
    expect(
      await sql('select outcome from reset_request where id = ? and handled_at is not null', subject),
    ).toHaveLength(1);
  });

  test('is no journey', async () => {
    const { client } = temporal('open');
    const notice = { id: '1', journey: 'reset-request', subject: 'x', correlationId: 'spec', attempts: 0 } as const;
    await expect(deliverToJourney(client, em(), notice, 5_000)).rejects.toThrow('a reset-request is no journey');
  });
});
