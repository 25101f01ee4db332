import {
  type AccountMailActivities,
  type AccountMailKind,
  accountMailWorkflow,
  type BlockedReason,
  journeysQueue,
  factsChanged,
  type LockoutActivities,
  type LockoutFacts,
  lockoutWorkflow,
  type PasswordResetActivities,
  type PasswordResetFacts,
  passwordResetWorkflow,
  searchAttributes,
} from '@app/contracts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { recordHistory } from '../../../tools/testing/recorded-histories.js';
import { startWorkers, timeSkippingEnvironment, workflowBundle } from '../../../tools/testing/time-skipping.js';

let env: TestWorkflowEnvironment;
let bundle: WorkflowBundleWithSourceMap;
let stopWorkers: () => Promise<void>;
const day = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();

beforeAll(async () => {
  bundle = await workflowBundle();
  env = await timeSkippingEnvironment();
  stopWorkers = await startWorkers(env, bundle, { journeys: names, mail: Object.keys(new Facts().mail) }, playedBy);
}, 120_000);
afterAll(async () => {
  await stopWorkers?.();
  await env?.teardown();
  await Runtime.instance().shutdown();
});

type Steps = PasswordResetActivities & LockoutActivities & AccountMailActivities;
const unset = (name: string) => () => Promise.reject(ApplicationFailure.nonRetryable(`${name} was not expected`));

/** Facts in memory, changed as the database's would be; what a test does not set explodes. */
class Facts {
  reset: PasswordResetFacts = { stage: 'open', blockedReason: null, until: null, due: [] };
  lock: LockoutFacts = { stage: 'locked', untold: true, remindAt: null, until: null, due: [] };
  due: AccountMailKind[] = [];
  sent: AccountMailKind[] = [];
  givenUp: [AccountMailKind, BlockedReason][] = [];
  relay: (kind: AccountMailKind) => Promise<void> | void = () => undefined;
  steps: Partial<Steps> = {
    readPasswordReset: async () => this.reset,
    readLockout: async () => this.lock,
    readAccountMail: async () => ({ due: this.due }),
    giveUpAccountMail: async (_, kind, reason) => {
      this.givenUp.push([kind, reason]);
      this.settle(kind);
    },
  };

  readonly mail = {
    sendAccountMail: async (_: unknown, kind: AccountMailKind) => {
      await this.relay(kind);
      this.sent.push(kind);
      this.settle(kind);
    },
  };
  private settle(kind: AccountMailKind): void {
    const rest = <T extends string>(due: T[]): T[] => due.filter((waiting) => waiting !== kind);
    this.reset = { ...this.reset, due: rest(this.reset.due) };
    this.lock = { ...this.lock, due: rest(this.lock.due) };
    this.due = rest(this.due);
  }
}

interface Run {
  facts: Facts;
  handle: WorkflowHandle;
  pass: (time: string) => Promise<void>;
  until: (condition: () => boolean | Promise<boolean>) => Promise<void>;
}

const names: (keyof Steps)[] = [
  ...(['readPasswordReset', 'closePasswordReset', 'readLockout', 'tellOwner'] as const),
  ...(['remindOwner', 'closeLockout', 'readAccountMail', 'giveUpAccountMail'] as const),
];
const firstStages: Record<string, string> = {
  [passwordResetWorkflow]: 'open',
  [lockoutWorkflow]: 'locked',
  [accountMailWorkflow]: 'sending',
};
let number = 0;
/** By workflow id. */
const played = new Map<string, Facts>();

function playedBy(workflowId: string) {
  const facts = played.get(workflowId)!;
  const steps = Object.fromEntries(names.map((name) => [name, facts.steps[name] ?? unset(name)]));
  return { journeys: steps, mail: { ...facts.mail } };
}

/** A journey on the time-skipping server, begun and led by `story`. */
async function journey(
  type: string,
  setUp: (facts: Facts, now: number) => void,
  story: (run: Run) => Promise<void>,
  name?: string,
): Promise<void> {
  const facts = new Facts();
  setUp(facts, await env.currentTimeMs());
  const workflowId = `${type}-${++number}`;
  played.set(workflowId, facts);
  const handle = await env.client.workflow.start(type, {
    workflowId,
    taskQueue: journeysQueue,
    args: [{ accountId: 'account-1', lockoutId: 'lock-1', correlationId: 'test' }],
    typedSearchAttributes: [{ key: searchAttributes.stage, value: firstStages[type] ?? '' }], // as a start tells operators
  });
  try {
    await story({
      facts,
      handle,
      pass: (time) => env.sleep(time as never),
      until: (condition) => waitUntil('what the story waits for', condition, { patience: 20_000 }),
    });
    // As after a crash, from any worker.
    await Worker.runReplayHistory({ workflowBundle: bundle }, await handle.fetchHistory());
    const [journeyName = type, told] = name?.split('.') ?? [];
    if (told) await recordHistory(journeyName, told, handle);
  } finally {
    await handle.terminate().catch(() => undefined);
  }
}

const count = (events: { eventType?: unknown }[], type: number): number =>
  events.filter(({ eventType }) => eventType === type).length;

describe('a password reset', () => {
  const asked = (facts: Facts, now: number) => {
    facts.reset = { stage: 'open', blockedReason: null, until: iso(now + 3 * day), due: ['reset'] };
    facts.steps.closePasswordReset = async () => {
      const isOver = Date.parse(facts.reset.until ?? '') <= (await env.currentTimeMs());
      if (isOver) facts.reset = { ...facts.reset, stage: 'expired', until: null };
      return facts.reset;
    };
  };
  const use = (facts: Facts) => (facts.reset = { ...facts.reset, stage: 'used', until: null, due: [] });

  test('F7 mails its link, and ends when the password is set: at most 30 events and 7 actions', async () => {
    await journey(
      passwordResetWorkflow,
      asked,
      async ({ facts, handle, until }) => {
        await until(() => facts.sent.length === 1);
        use(facts);
        await handle.signal(factsChanged);
        expect(await handle.result()).toBe('used');
        const all = (await handle.fetchHistory()).events ?? [];
        const local = new Set(
          all.flatMap(({ markerRecordedEventAttributes: marker }) =>
            marker ? [String(marker.workflowTaskCompletedEventId)] : [],
          ),
        ).size;
        const actions = 1 + count(all, 10) + count(all, 26) + count(all, 17) + count(all, 40) + local;
        console.log(`happy reset: ${all.length} events, ${actions} actions`);
        expect(all.length).toBeLessThanOrEqual(30);
        expect(actions).toBeLessThanOrEqual(7);
      },
      'password-reset.used',
    );
  });

  test('F7 three days pass: it expires, once, by the word of the database', async () => {
    await journey(
      passwordResetWorkflow,
      asked,
      async ({ facts, handle, pass, until }) => {
        await until(() => facts.sent.length === 1);
        await pass('71 hours');
        expect(facts.reset.stage).toBe('open');
        expect(await handle.result()).toBe('expired');
      },
      'password-reset.expired',
    );
  });

  test('F8 asking again mails again, and the end moves with it', async () => {
    await journey(passwordResetWorkflow, asked, async ({ facts, handle, pass, until }) => {
      await until(() => facts.sent.length === 1);
      await pass('2 days');
      facts.reset = { ...facts.reset, due: ['reset'], until: iso((await env.currentTimeMs()) + 3 * day) };
      await handle.signal(factsChanged);
      await until(() => facts.sent.length === 2);
      await pass('2 days');
      expect(facts.reset.stage).toBe('open');
      expect(await handle.result()).toBe('expired');
    });
  });

  test('R13 a deadline that the database has not reached is asked for again', async () => {
    await journey(
      passwordResetWorkflow,
      (facts, now) => {
        asked(facts, now);
        let asking = 0;
        const close = facts.steps.closePasswordReset!;
        facts.steps.closePasswordReset = async (ref) => (++asking < 3 ? facts.reset : close(ref));
      },
      async ({ handle }) => expect(await handle.result()).toBe('expired'),
    );
  });

  test('signals twice, late and for nothing change nothing', async () => {
    await journey(passwordResetWorkflow, asked, async ({ facts, handle, until }) => {
      for (let signals = 0; signals < 5; signals += 1) await handle.signal(factsChanged);
      await until(() => facts.sent.length === 1);
      for (let signals = 0; signals < 5; signals += 1) await handle.signal(factsChanged);
      use(facts);
      await handle.signal(factsChanged);
      expect(await handle.result()).toBe('used');
      expect(facts.sent).toEqual(['reset']);
    });
  });

  test('an address that the relay refuses is given up at once; the reset stays open, and another request mails again', async () => {
    await journey(passwordResetWorkflow, asked, async ({ facts, handle, until }) => {
      facts.relay = () => {
        throw ApplicationFailure.nonRetryable('550', 'mail-refused');
      };
      await until(() => facts.givenUp.length === 1);
      expect(facts.givenUp).toEqual([['reset', 'mail-refused']]);
      facts.relay = () => undefined;
      facts.reset = { ...facts.reset, due: ['reset'] };
      await handle.signal(factsChanged);
      await until(() => facts.sent.length === 1);
      use(facts);
      await handle.signal(factsChanged);
      expect(await handle.result()).toBe('used');
    });
  });

  test('operators read no message as waiting once it has left', async () => {
    await journey(passwordResetWorkflow, asked, async ({ facts, handle, until }) => {
      const details = async () =>
        (await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata')).currentDetails;
      await until(() => facts.sent.length === 1);
      await until(async () => !(await details()).includes('Courriels à envoyer'));
      expect(await details()).toContain('En attente du nouveau mot de passe');
      use(facts);
      await handle.signal(factsChanged);
      expect(await handle.result()).toBe('used');
    });
  });

  test('a reset that the database does not know is left alone', async () => {
    await journey(
      passwordResetWorkflow,
      (facts) => (facts.reset = { stage: 'gone', blockedReason: null, until: null, due: [] }),
      async ({ handle }) => expect(await handle.result()).toBe('gone'),
    );
  });
});

describe('a lockout', () => {
  const locked = (facts: Facts, now: number) => {
    const lock = (change: Partial<LockoutFacts>) => (facts.lock = { ...facts.lock, ...change });
    lock({ remindAt: iso(now + 7 * day), until: iso(now + 500 * day) });
    facts.steps.tellOwner = async () => lock({ untold: false, due: ['locked'] });
    facts.steps.remindOwner = async () => lock({ remindAt: null, due: ['locked-reminder'] });
    facts.steps.closeLockout = async () => lock({ stage: 'ended', until: null });
  };

  test('F10 tells the owner once, reminds them once after 7 days, and ends when it is unlocked', async () => {
    await journey(
      lockoutWorkflow,
      locked,
      async ({ facts, handle, pass, until }) => {
        await until(() => facts.sent.length === 1);
        await handle.signal(factsChanged);
        await pass('167 hours');
        expect(facts.sent).toEqual(['locked']);
        await pass('2 hours');
        await until(() => facts.sent.length === 2);
        await pass('60 days');
        expect(facts.sent).toEqual(['locked', 'locked-reminder']);
        facts.lock = { ...facts.lock, stage: 'unlocked', until: null };
        await handle.signal(factsChanged);
        expect(await handle.result()).toBe('unlocked');
      },
      'lockout.unlocked',
    );
  });

  test('ends with the account', async () => {
    await journey(lockoutWorkflow, locked, async ({ facts, handle, until }) => {
      await until(() => facts.sent.length === 1);
      expect(await handle.result()).toBe('ended');
      expect(facts.sent).toEqual(['locked', 'locked-reminder']);
    });
  });

  test('a relay that stays away for three days: the message is given up, and the reminder still leaves', async () => {
    await journey(lockoutWorkflow, locked, async ({ facts, handle, pass, until }) => {
      facts.relay = () => {
        throw ApplicationFailure.retryable('ECONNREFUSED', 'mail-relay-away');
      };
      await pass('3 days');
      await pass('10 minutes');
      await until(() => facts.givenUp.length === 1);
      expect(facts.givenUp).toEqual([['locked', 'mail-undelivered']]);
      facts.relay = () => undefined;
      await pass('5 days');
      await until(() => facts.sent.length === 1);
      expect(facts.sent).toEqual(['locked-reminder']);
      facts.lock = { ...facts.lock, stage: 'unlocked', until: null };
      await handle.signal(factsChanged);
      expect(await handle.result()).toBe('unlocked');
    });
  });

  test('a lock that the database does not know is left alone', async () => {
    await journey(
      lockoutWorkflow,
      (facts) => (facts.lock = { stage: 'gone', untold: false, remindAt: null, until: null, due: [] }),
      async ({ facts, handle }) => {
        expect(await handle.result()).toBe('gone');
        expect(facts.sent).toEqual([]);
      },
    );
  });

  test('unlocked before anybody looked: nobody is told', async () => {
    await journey(
      lockoutWorkflow,
      (facts) => (facts.lock = { stage: 'unlocked', untold: true, remindAt: null, until: null, due: [] }),
      async ({ facts, handle }) => {
        expect(await handle.result()).toBe('unlocked');
        expect(facts.sent).toEqual([]);
      },
    );
  });
});

describe('mail of an account', () => {
  test('sends what is due, each once, and ends', async () => {
    await journey(
      accountMailWorkflow,
      (facts) => (facts.due = ['password-changed', 'identifier-shown']),
      async ({ facts, handle }) => {
        expect(await handle.result()).toBe('sent');
        expect(facts.sent.sort()).toEqual(['identifier-shown', 'password-changed']);
      },
      'account-mail.sent',
    );
  });

  test('ends at once when nothing is due', async () => {
    await journey(
      accountMailWorkflow,
      (facts) => (facts.due = []),
      async ({ facts, handle }) => {
        expect(await handle.result()).toBe('sent');
        expect(facts.sent).toEqual([]);
      },
    );
  });

  test('what becomes due while the last message leaves is sent too', async () => {
    let leave = (): void => undefined;
    const leaving = new Promise<void>((go) => (leave = go));
    let handed = 0;
    await journey(
      accountMailWorkflow,
      (facts) => {
        facts.due = ['password-changed'];
        facts.relay = (kind) => {
          handed += 1;
          return kind === 'password-changed' ? leaving : undefined;
        };
      },
      async ({ facts, handle, until }) => {
        await until(() => handed === 1);
        facts.due = [...facts.due, 'identifier-shown'];
        await handle.signal(factsChanged);
        leave();
        expect(await handle.result()).toBe('sent');
        expect(facts.sent.sort()).toEqual(['identifier-shown', 'password-changed']);
      },
    );
  });

  test('waits for a relay that is away, and ends when nothing is due', async () => {
    let tries = 0;
    await journey(
      accountMailWorkflow,
      (facts) => {
        facts.due = ['password-changed'];
        facts.relay = () => {
          if (++tries < 4) throw ApplicationFailure.retryable('ECONNREFUSED', 'mail-relay-away');
        };
      },
      async ({ facts, handle }) => {
        expect(await handle.result()).toBe('sent');
        expect(facts.sent).toEqual(['password-changed']);
      },
    );
  });
});
