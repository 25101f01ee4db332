import {
  approve,
  getProgress,
  journeysQueue,
  factsChanged,
  type OperatorNote,
  register,
  type RegistrationEnding,
  registrationWorkflow,
  registrationWorkflowId,
  searchAttributes,
} from '@app/contracts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { recordHistory } from '../../../tools/testing/recorded-histories.js';
import { startWorkers, timeSkippingEnvironment, workflowBundle } from '../../../tools/testing/time-skipping.js';
import { CaseModel, directoryAway, refusedByRelay, relayAway } from './registration.fixture.js';

let env: TestWorkflowEnvironment;
let bundle: WorkflowBundleWithSourceMap;
let stopWorkers: () => Promise<void>;
/** By workflow id. */
const models = new Map<string, CaseModel>();

function playedBy(workflowId: string) {
  const { journeys, mail } = models.get(workflowId)!;
  return { journeys, mail: { ...mail } };
}

/** As a start tells operators. */
const shown = [
  { key: searchAttributes.journey, value: 'registration' },
  { key: searchAttributes.stage, value: 'checking' },
];

beforeAll(async () => {
  bundle = await workflowBundle();
  env = await timeSkippingEnvironment();
  const { journeys, mail } = new CaseModel(() => env.currentTimeMs());
  const names = { journeys: Object.keys(journeys), mail: Object.keys(mail) };
  stopWorkers = await startWorkers(env, bundle, names, playedBy);
}, 120_000);
afterAll(async () => {
  await stopWorkers?.();
  await env?.teardown();
  await Runtime.instance().shutdown();
});

let number = 0;

interface Run {
  model: CaseModel;
  handle: WorkflowHandle;
  answer: Promise<unknown>;
  ending: () => Promise<RegistrationEnding>;
  /** Lets time pass; long waits skip. */
  pass: (time: string) => Promise<void>;
  until: (condition: () => boolean | Promise<boolean>) => Promise<void>;
}

/** A registration on the time-skipping server, from the request to its end. */
async function journey(
  name: string,
  story: (run: Run) => Promise<void>,
  setUp: (model: CaseModel) => void = () => undefined,
): Promise<void> {
  const caseNumber = `PRC-TEST-${String(++number).padStart(4, '0')}`;
  const model = new CaseModel(() => env.currentTimeMs());
  setUp(model);
  const handle = env.client.workflow.getHandle(registrationWorkflowId(caseNumber));
  models.set(handle.workflowId, model);
  try {
    const answer = env.client.workflow.executeUpdateWithStart(register, {
      updateId: caseNumber,
      startWorkflowOperation: new WithStartWorkflowOperation(registrationWorkflow, {
        workflowId: registrationWorkflowId(caseNumber),
        taskQueue: journeysQueue,
        args: [{ caseNumber, correlationId: 'test' }],
        typedSearchAttributes: shown,
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
    answer.catch(() => undefined);
    // Time that passes before the start would not count.
    await waitUntil('the journey has begun', () =>
      handle.describe().then(
        () => true,
        () => false,
      ),
    );
    await story({
      model,
      handle,
      answer,
      ending: () => handle.result() as Promise<RegistrationEnding>,
      pass: (time) => env.sleep(time as never),
      until: (condition) => waitUntil('what the story waits for', condition, { patience: 20_000 }),
    });
    // As after a crash, from any worker.
    await Worker.runReplayHistory({ workflowBundle: bundle }, await handle.fetchHistory());
    await recordHistory('registration', name, handle);
  } finally {
    // A workflow left behind would hold the server's clock for every later test.
    await handle.terminate().catch(() => undefined);
  }
}

const count = (events: { eventType?: unknown }[], type: number): number =>
  events.filter(({ eventType }) => eventType === type).length;

describe('a registration', () => {
  test('R01 is answered once eligible, sends one mail, and ends with the password and a welcome', async () => {
    await journey('completed', async ({ model, handle, answer, ending, until }) => {
      expect(await answer).toEqual({ status: 'awaiting-password' });
      await until(() => model.sent.includes('creation'));
      model.createPassword();
      await handle.signal(factsChanged);
      expect(await ending()).toBe('completed');
      expect(model.sent).toEqual(['creation', 'welcome']);

      const { events } = await handle.fetchHistory();
      const all = events ?? [];
      // start and update, activities, signals, timers, upserts, and one for the local activities of each task that has any
      const [scheduled, signals, timers, upserts] = [count(all, 10), count(all, 26), count(all, 17), count(all, 40)];
      const tasksWithLocal = new Set(
        all
          .filter((event) => event.markerRecordedEventAttributes)
          .map((event) => String(event.markerRecordedEventAttributes?.workflowTaskCompletedEventId)),
      ).size;
      const actions = 2 + scheduled + signals + timers + upserts + tasksWithLocal;
      console.log(`happy registration: ${all.length} events, ${actions} actions`);
      expect(all.length).toBeLessThanOrEqual(40);
      expect(actions).toBeLessThanOrEqual(10);
    });
  });

  test.each(['establishment-unknown', 'establishment-closed', 'establishment-not-eligible'] as const)(
    'F2 answers why it is refused (%s), and mails nobody who reads it on the page',
    async (reason) => {
      await journey(
        `refused-${reason}`,
        async ({ model, answer, ending }) => {
          expect(await answer).toEqual({ status: 'refused', reason });
          expect(await ending()).toBe(`refused: ${reason}`);
          expect(model.sent).toEqual([]);
        },
        (model) => (model.verdict = () => ({ access: 'no', rule: 'closed', reason })),
      );
    },
  );

  test('R11 expires after 15 days without password, after one reminder half-way and one a day before, and tells the person', async () => {
    await journey('expired', async ({ model, ending, handle, answer }) => {
      await answer;
      expect(await ending()).toBe('expired');
      expect(model.sent).toEqual(['creation', 'reminder-half-way', 'reminder-last-day', 'expired']);
      const { startTime, closeTime } = await handle.describe();
      const days = ((closeTime?.getTime() ?? 0) - startTime.getTime()) / 86_400_000;
      expect(days).toBeGreaterThanOrEqual(15);
      expect(days).toBeLessThan(15.01);
      await expect(handle.query(getProgress)).resolves.toMatchObject({ stage: 'expired' });
    });
  });

  test('R13 a deadline that the database’s clock has not reached is asked for again, and never passes early', async () => {
    await journey(
      'clock-behind',
      async ({ model, ending, answer }) => {
        await answer;
        expect(await ending()).toBe('expired');
        expect(await env.currentTimeMs()).toBeGreaterThanOrEqual(Date.parse(model.facts.until ?? '') + 20_000);
      },
      (model) => (model.databaseBehind = 20_000),
    );
  });

  test('F5 a further mail is sent whenever the facts ask for one', async () => {
    await journey('resent', async ({ model, handle, answer, until, ending }) => {
      await answer;
      await until(() => model.sent.length === 1);
      model.askAgain();
      await handle.signal(factsChanged);
      await until(() => model.sent.length === 2);
      model.createPassword();
      await handle.signal(factsChanged);
      expect(await ending()).toBe('completed');
      expect(model.sent).toEqual(['creation', 'creation', 'welcome']);
    });
  });

  test('a review that support approves opens the registration', async () => {
    await journey(
      'approved',
      async ({ model, handle, answer, until, ending }) => {
        expect(await answer).toEqual({ status: 'under-review' });
        expect(
          await handle.executeUpdate<string, [OperatorNote]>('approve', {
            args: [{ operator: 'alice', reason: 'statuts vérifiés' }],
          }),
        ).toBe('Le dossier est accepté.');
        await until(() => model.sent.includes('creation'));
        expect(model.decisions).toEqual([{ decision: 'approve', operator: 'alice' }]);
        model.createPassword();
        await handle.signal(factsChanged);
        expect(await ending()).toBe('completed');
      },
      (model) => (model.verdict = () => ({ access: 'review', rule: 'exception:8110' })),
    );
  });

  test('a review that support refuses ends, and the person is told by mail', async () => {
    await journey(
      'refused-after-review',
      async ({ model, handle, answer, ending }) => {
        await answer;
        await handle.executeUpdate<string, [OperatorNote]>('refuse', { args: [{}] });
        expect(await ending()).toBe('refused: after-review');
        expect(model.sent).toEqual(['refused']);
      },
      (model) => (model.verdict = () => ({ access: 'review', rule: 'exception:8110' })),
    );
  });

  test('a review that nobody decides expires after 30 days', async () => {
    await journey(
      'review-expired',
      async ({ model, answer, ending }) => {
        await answer;
        expect(await ending()).toBe('expired');
        expect(model.sent).toEqual(['expired']);
      },
      (model) => (model.verdict = () => ({ access: 'review', rule: 'exception:8110' })),
    );
  });

  test('R08 cancelled from the Temporal UI, without an argument, it ends and the person is told', async () => {
    await journey('cancelled', async ({ model, handle, answer, ending }) => {
      await answer;
      expect(await handle.executeUpdate<string, []>('cancel')).toBe('La demande est annulée.');
      expect(await ending()).toBe('cancelled');
      expect(model.sent.at(-1)).toBe('cancelled');
    });
  });

  test('R06 an address that the relay refuses blocks the case at once, without another try, and `retryStep` sends again', async () => {
    let tries = 0;
    await journey(
      'mail-refused',
      async ({ model, handle, answer, until, ending }) => {
        await answer;
        await until(() => model.facts.blockedReason === 'mail-refused');
        expect(tries).toBe(1);
        await until(async () => (await handle.query(getProgress))?.blockedReason === 'mail-refused');
        model.relay = () => undefined;
        expect(await handle.executeUpdate<string, [OperatorNote]>('retryStep', { args: [{ operator: 'alice' }] })).toBe(
          'L’étape est relancée.',
        );
        await until(() => model.sent.includes('creation'));
        model.createPassword();
        await handle.signal(factsChanged);
        expect(await ending()).toBe('completed');
      },
      (model) =>
        (model.relay = () => {
          tries += 1;
          refusedByRelay();
        }),
    );
  });

  test('a blocked case still hears the password', async () => {
    await journey(
      'blocked-completed',
      async ({ model, handle, answer, until, ending }) => {
        await answer;
        await until(() => model.facts.blockedReason === 'mail-refused');
        model.relay = () => undefined;
        model.createPassword();
        await handle.signal(factsChanged);
        expect(await ending()).toBe('completed');
      },
      (model) => (model.relay = refusedByRelay),
    );
  });

  test('a blocked case still hears its deadline', async () => {
    await journey(
      'blocked-expired',
      async ({ model, answer, until, ending }) => {
        await answer;
        await until(() => model.facts.blockedReason === 'mail-refused');
        model.relay = () => undefined;
        expect(await ending()).toBe('expired');
      },
      (model) => (model.relay = refusedByRelay),
    );
  });

  test('R05 a relay that is away for two hours delays the mail, and it leaves without a human', async () => {
    let away = true;
    await journey(
      'relay-away',
      async ({ model, handle, answer, pass, until, ending }) => {
        expect(await answer).toEqual({ status: 'awaiting-password' });
        await pass('2 hours');
        expect(model.sent).toEqual([]);
        away = false;
        await pass('2 minutes');
        await until(() => model.sent.includes('creation'));
        model.createPassword();
        await handle.signal(factsChanged);
        expect(await ending()).toBe('completed');
      },
      (model) => (model.relay = () => void (away && relayAway())),
    );
  });

  test('a relay that stays away for three days blocks the case: mail-undelivered', async () => {
    await journey(
      'mail-undelivered',
      async ({ model, answer, pass, until, handle, ending }) => {
        await answer;
        await pass('3 days');
        await pass('10 minutes');
        await until(() => model.facts.blockedReason === 'mail-undelivered');
        model.relay = () => undefined;
        await handle.executeUpdate<string, [OperatorNote]>('cancel', { args: [{}] });
        expect(await ending()).toBe('cancelled');
      },
      (model) => (model.relay = relayAway),
    );
  });

  test('a directory that is away refuses nobody: the case waits, and opens when it is back', async () => {
    let away = true;
    await journey(
      'directory-away',
      async ({ model, handle, pass, until, ending }) => {
        await pass('1 hour');
        expect(model.facts.stage).toBe('checking');
        away = false;
        await pass('5 minutes');
        await until(() => model.sent.includes('creation'));
        model.createPassword();
        await handle.signal(factsChanged);
        expect(await ending()).toBe('completed');
      },
      (model) =>
        (model.verdict = () => {
          if (away) directoryAway();
          return { access: 'yes', rule: 'legal-category:7210' };
        }),
    );
  });

  test('a directory that is away is asked at growing intervals only: neither a wake-up nor a signal asks it once more', async () => {
    let asked = 0;
    let reads = 0;
    await journey(
      'directory-away-signals',
      async ({ model, handle, pass, until, ending }) => {
        await pass('1 second');
        expect(asked).toBe(2); // locally, then as a regular activity
        await pass('1 hour');
        const before = asked;
        model.database = () => void (reads += 1);
        for (let signals = 1; signals <= 3; signals += 1) {
          await handle.signal(factsChanged);
          await until(() => reads >= signals);
        }
        await pass('1 second');
        expect(asked).toBe(before);
        await handle.executeUpdate<string, [OperatorNote]>('cancel', { args: [{}] });
        expect(await ending()).toBe('cancelled');
      },
      (model) =>
        (model.verdict = () => {
          asked += 1;
          return directoryAway();
        }),
    );
  });

  test('a directory that stays away for three days blocks the case: directory-unavailable, and `retryStep` asks again', async () => {
    let away = true;
    await journey(
      'directory-unavailable',
      async ({ model, handle, pass, until, ending }) => {
        await pass('3 days');
        await pass('10 minutes');
        await until(() => model.facts.blockedReason === 'directory-unavailable');
        away = false;
        await handle.executeUpdate<string, [OperatorNote]>('retryStep', { args: [{}] });
        await until(() => model.sent.includes('creation'));
        model.createPassword();
        await handle.signal(factsChanged);
        expect(await ending()).toBe('completed');
      },
      (model) =>
        (model.verdict = () => {
          if (away) directoryAway();
          return { access: 'yes', rule: 'legal-category:7210' };
        }),
    );
  });

  test('a check that fails in a way that was not foreseen blocks the case as technical, and `retryStep` asks again', async () => {
    let isBroken = true;
    await journey(
      'technical',
      async ({ model, handle, pass, until, ending }) => {
        await pass('3 days');
        await pass('10 minutes');
        await until(() => model.facts.blockedReason === 'technical');
        isBroken = false;
        await handle.executeUpdate<string, [OperatorNote]>('retryStep', { args: [{}] });
        await until(() => model.sent.includes('creation'));
        model.createPassword();
        await handle.signal(factsChanged);
        expect(await ending()).toBe('completed');
      },
      (model) =>
        (model.verdict = () => {
          if (isBroken) throw new TypeError('of undefined');
          return { access: 'yes', rule: 'legal-category:7210' };
        }),
    );
  });

  test('a check that can never succeed blocks the case as technical at once', async () => {
    await journey(
      'technical-at-once',
      async ({ model, handle, until, ending }) => {
        await until(() => model.facts.blockedReason === 'technical');
        await handle.executeUpdate<string, [OperatorNote]>('cancel', { args: [{}] });
        expect(await ending()).toBe('cancelled');
      },
      (model) =>
        (model.verdict = () => {
          throw ApplicationFailure.nonRetryable('case-unknown', 'technical');
        }),
    );
  });

  test('a verdict that comes when nobody looks at the page any more is told by mail', async () => {
    let away = true;
    await journey(
      'refused-late',
      async ({ model, pass, ending }) => {
        await pass('1 hour');
        away = false;
        expect(await ending()).toBe('refused: establishment-closed');
        expect(model.sent).toEqual(['refused']);
      },
      (model) =>
        (model.verdict = () => {
          if (away) directoryAway();
          return { access: 'no', rule: 'closed', reason: 'establishment-closed' };
        }),
    );
  });

  test('R47 a database that is away for ten minutes ends no journey: every step is repeated until it is done', async () => {
    let away = false;
    await journey(
      'database-away',
      async ({ model, handle, answer, pass, until, ending }) => {
        await answer;
        await until(() => model.sent.includes('creation'));
        away = true;
        model.createPassword();
        await handle.signal(factsChanged);
        await pass('10 minutes');
        expect(model.sent).toEqual(['creation']);
        away = false;
        expect(await ending()).toBe('completed');
        expect(model.sent).toEqual(['creation', 'welcome']);
      },
      (model) =>
        (model.database = () => {
          if (away) throw new Error('ECONNRESET');
        }),
    );
  });

  test('R47 begun again from facts alone, it takes the story up where they stand', async () => {
    await journey(
      'resumed',
      async ({ model, answer, handle, ending }) => {
        expect(await answer).toEqual({ status: 'awaiting-password' });
        expect(model.sent).toEqual([]);
        model.createPassword();
        await handle.signal(factsChanged);
        expect(await ending()).toBe('completed');
        expect(model.sent).toEqual(['welcome']);
      },
      (model) =>
        model.change({ stage: 'awaiting-password', until: new Date(Date.now() + 400 * 86_400_000).toISOString() }),
    );
  });

  test('a case that the database no longer knows is left alone', async () => {
    await journey(
      'gone',
      async ({ ending }) => expect(await ending()).toBe('gone'),
      (model) => model.change({ stage: 'gone' }),
    );
  });

  test('an operator who decides while the story reads the facts: both come back, and what happened replays', async () => {
    await journey(
      'approved-at-the-start',
      async ({ model, handle, answer, until, ending }) => {
        await answer;
        await handle.terminate();
        const { decide } = model.journeys as { decide: (...args: unknown[]) => Promise<unknown> };
        // Slower than the reading, so that the story has gone on meanwhile.
        model.journeys.decide = (...args: unknown[]) => delay(200).then(() => decide(...args));
        await env.client.workflow.executeUpdateWithStart(approve, {
          args: [{ operator: 'alice' }],
          startWorkflowOperation: new WithStartWorkflowOperation(registrationWorkflow, {
            workflowId: handle.workflowId,
            taskQueue: journeysQueue,
            args: [{ caseNumber: 'PRC-TEST', correlationId: 'test' }],
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        });
        await until(() => model.sent.includes('creation'));
        expect(await ending()).toBe('expired');
      },
      (model) => (model.verdict = () => ({ access: 'review', rule: 'exception:8110' })),
    );
  });

  test('an older copy of the database restored: it is believed, although its readings count from less', async () => {
    await journey('restored', async ({ model, handle, answer, ending, until }) => {
      await answer;
      await until(() => model.sent.length === 1);
      const older = model.facts;
      for (let again = 2; again <= 4; again += 1) {
        model.askAgain();
        await handle.signal(factsChanged);
        await until(() => model.sent.length === again);
      }
      model.facts = older;
      model.askAgain();
      await handle.signal(factsChanged);
      await until(() => model.sent.length === 5);
      model.facts = older;
      expect(await ending()).toBe('expired');
      const { events } = await handle.fetchHistory();
      expect(events?.length).toBeLessThan(150); // it asks for the end once, not every second
    });
  });
});
