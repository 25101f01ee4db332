import {
  type AccountMailKind,
  accountMailWorkflow,
  cancel,
  journeysQueue,
  factsChanged,
  lockoutWorkflow,
  mailQueue,
  type OperatorNote,
  passwordResetWorkflow,
  register,
  registrationWorkflow,
  retryStep,
  searchAttributes,
} from '@app/contracts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { localTemporal } from '../../../tools/testing/local-temporal.js';
import { recordHistory } from '../../../tools/testing/recorded-histories.js';
import { workflowBundle } from '../../../tools/testing/time-skipping.js';
import { CaseModel, directoryAway } from './registration.fixture.js';

/** Events from which on this server suggests a new run; 4 096 as a rule. */
const suggestedFrom = 60;

let env: TestWorkflowEnvironment;
let bundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  bundle = await workflowBundle();
  env = await localTemporal('--dynamic-config-value', `limit.historyCount.suggestContinueAsNew=${suggestedFrom}`);
}, 120_000);
afterAll(async () => {
  await env?.teardown();
  await Runtime.instance().shutdown();
});

const until = (what: string, look: () => boolean | Promise<boolean>) => waitUntil(what, look, { patience: 30_000 });

/** Workers of both queues for as long as `story` lasts. */
async function withWorkers(activities: object, mail: object, story: () => Promise<void>): Promise<void> {
  const options = { connection: env.nativeConnection, workflowBundle: bundle };
  const workers = [
    await Worker.create({ ...options, taskQueue: journeysQueue, activities }),
    await Worker.create({ ...options, taskQueue: mailQueue, activities: mail }),
  ];
  const polling = Promise.all(workers.map((worker) => worker.run()));
  try {
    await story();
  } finally {
    for (const worker of workers) worker.shutdown();
    await polling;
  }
}

/** All runs of a journey, the first one first; each replays as from any worker, and none is longer than suggested by much. */
async function runsOf(workflowId: string, firstRunId: string, name: string): Promise<number> {
  let runs = 0;
  for (let runId: string | undefined = firstRunId; runId; runs += 1) {
    const handle: WorkflowHandle = env.client.workflow.getHandle(workflowId, runId);
    const history = await handle.fetchHistory();
    await Worker.runReplayHistory({ workflowBundle: bundle }, history, workflowId);
    const { length = 0 } = history.events ?? [];
    expect(length).toBeLessThan(3 * suggestedFrom);
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
    if (runs === 0) await recordHistory(name, 'continued', handle);
  }
  return runs;
}

/** What operators find a journey by. */
const shownOf = async (handle: WorkflowHandle): Promise<unknown[]> => {
  const { typedSearchAttributes } = await handle.describe();
  const { journey, stage, siret } = searchAttributes;
  return [journey, stage, siret].map((key) => typedSearchAttributes.get(key));
};

interface Telling {
  stage: string;
  due: AccountMailKind[];
}

test.each([
  [passwordResetWorkflow, 'password-reset', 'reset', 'open', 'used'],
  [lockoutWorkflow, 'lockout', 'locked', 'locked', 'unlocked'],
] as const)(
  '%s: goes on in another run before its history is long; each request is heard, and it ends as ever',
  async (type, name, kind, open, end) => {
    let facts: Telling = { stage: open, due: [] };
    let sent = 0;
    const read = () => Promise.resolve({ ...facts, blockedReason: null, until: null, untold: false, remindAt: null });
    const mail = {
      sendAccountMail: () => {
        sent += 1;
        facts = { ...facts, due: [] };
        return Promise.resolve();
      },
    };
    await withWorkers({ readPasswordReset: read, readLockout: read }, mail, async () => {
      const workflowId = `${name}:long`;
      const shown = [
        { key: searchAttributes.journey, value: name },
        { key: searchAttributes.stage, value: open },
        { key: searchAttributes.siret, value: '99990004600015' },
      ];
      const begun = await env.client.workflow.start(type, {
        ...{ workflowId, taskQueue: journeysQueue, typedSearchAttributes: shown },
        args: [{ accountId: 'account-1', lockoutId: 'lock-1', correlationId: 'test' }],
      });
      const handle: WorkflowHandle = env.client.workflow.getHandle(workflowId); // whichever run is open
      for (let asked = 1; asked <= 20; asked += 1) {
        facts = { ...facts, due: [kind] };
        await Promise.all([1, 2, 3].map(() => handle.signal(factsChanged)));
        await until(`request ${asked} is mailed`, () => sent === asked);
      }
      expect(await shownOf(handle)).toEqual([name, open, '99990004600015']);
      facts = { stage: end, due: [] };
      await handle.signal(factsChanged);
      expect(await begun.result()).toBe(end);
      expect(sent).toBe(20);
      expect(await runsOf(workflowId, begun.firstExecutionRunId, name)).toBeGreaterThan(2);
    });
  },
);

test('accountMail: a relay that is away while others ask makes no long history; all is sent when it is back', async () => {
  const due = new Set<AccountMailKind>(['password-changed']);
  let away = true;
  const sent: AccountMailKind[] = [];
  const read = () => Promise.resolve({ due: [...due] });
  const mail = {
    sendAccountMail: (_: unknown, kind: AccountMailKind) => {
      if (away) throw new Error('away');
      sent.push(kind);
      due.delete(kind);
      return Promise.resolve();
    },
  };
  await withWorkers({ readAccountMail: read }, mail, async () => {
    const workflowId = 'account-mail:long';
    const begun = await env.client.workflow.start(accountMailWorkflow, {
      ...{ workflowId, taskQueue: journeysQueue, args: [{ accountId: 'account-1', correlationId: 'test' }] },
      typedSearchAttributes: [{ key: searchAttributes.stage, value: 'sending' }],
    });
    const handle: WorkflowHandle = env.client.workflow.getHandle(workflowId);
    const runId = async () => (await handle.describe()).runId;
    await until('another run', async () => {
      await handle.signal(factsChanged);
      return (await runId()) !== begun.firstExecutionRunId;
    });
    due.add('identifier-shown');
    away = false;
    await handle.signal(factsChanged);
    expect(await begun.result()).toBe('sent');
    expect(sent.sort()).toEqual(['identifier-shown', 'password-changed']);
    expect(await runsOf(workflowId, begun.firstExecutionRunId, 'account-mail')).toBeGreaterThan(1);
  });
});

test('registration: pages and operators are answered across the change of run, and the story goes on from its facts', async () => {
  const model = new CaseModel(() => Promise.resolve(Date.now()));
  let isAway = true;
  model.verdict = () => (isAway ? directoryAway() : { access: 'yes', rule: 'legal-category:7210' });
  await withWorkers(model.journeys, { ...model.mail }, async () => {
    const workflowId = 'registration:long';
    const answer = env.client.workflow.executeUpdateWithStart(register, {
      updateId: 'page-1',
      startWorkflowOperation: new WithStartWorkflowOperation(registrationWorkflow, {
        ...{ workflowId, taskQueue: journeysQueue, workflowIdConflictPolicy: 'USE_EXISTING' },
        args: [{ caseNumber: 'PRC-LONG-0001', correlationId: 'test' }],
        typedSearchAttributes: [{ key: searchAttributes.stage, value: 'checking' }],
      }),
    });
    answer.catch(() => undefined);
    const handle: WorkflowHandle = env.client.workflow.getHandle(workflowId);
    const runId = () =>
      handle.describe().then(
        ({ runId: current }) => current,
        () => undefined,
      );
    await until('the journey has begun', async () => (await runId()) !== undefined);
    const first = String(await runId());

    const decided: Promise<string>[] = [];
    const press = () => handle.executeUpdate<string, [OperatorNote]>(retryStep.name, { args: [{ operator: 'alice' }] });
    await until('another run', async () => {
      decided.push(press());
      // A few in flight: on a slow machine more would be one long backlog before the first look at the history's length.
      await Promise.allSettled(decided.slice(0, -3));
      await Promise.all([1, 2, 3, 4].map(() => handle.signal(factsChanged)));
      return (await runId()) !== first;
    });
    expect((await Promise.allSettled(decided)).map(({ status }) => status)).toEqual(decided.map(() => 'fulfilled'));
    expect(await answer).toEqual({ status: 'checking' });
    expect(model.decisions).toHaveLength(decided.length);

    isAway = false;
    await press();
    await until('the creation mail has left', () => model.sent.includes('creation'));
    const { typedSearchAttributes } = await handle.describe();
    expect(typedSearchAttributes.get(searchAttributes.stage)).toBe('awaiting-password');
    model.createPassword();
    await handle.signal(factsChanged);
    expect(await handle.result()).toBe('completed');
    expect(model.sent).toEqual(['creation', 'welcome']);
    expect(await runsOf(workflowId, first, 'registration')).toBeGreaterThan(1);
    await expect(handle.executeUpdate(cancel.name, { args: [{}] })).rejects.toThrow();
  });
});
