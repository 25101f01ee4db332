import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freshFolder } from '../local/fresh-folder.js';
import { waitUntil } from '../local/wait-until.js';
import { check } from './checker.js';
import { Hands } from './crash-points-hands.js';
import { Person } from './crash-points-person.js';
import type { Story } from './crash-points-stories.js';
import { unrest } from './fact-ledger.js';
import { type FaultyProduct, startFaultyProduct } from './faulty-product.js';
import { loadContracts } from './fictitious-establishments.js';
import { InboxWatch } from './inbox-watch.js';
import { journeyPlan } from './journey-plan.js';
import type { FaultSpan, Violation } from './ledgers.js';
import { readLedgers } from './read-ledgers.js';
import { ToldLedger } from './told-ledger.js';

/** Cases that are brought before their points while others die: enough that no process lives longer than it must. */
const ahead = 4;
const settings = {
  ...{ CREATION_LINK_LIFETIME: '110 seconds', RESEND_INTERVAL: '1 second', RESENDS_PER_DAY: '20' },
  // On, for counting has its points; ten times as high, for all come from here.
  ...{ ADDRESS_LIMITS: 'on', ADDRESS_LIMITS_EXEMPT: '127.0.0.0/8' },
};

export interface CrashOutcome {
  /** By title; undefined when the case ended as it should. */
  failures: Map<string, unknown>;
  violations: Violation[];
}

export const titleOf = ({ process, name }: Story, point: string): string => `${process} killed at ${point}: ${name}`;

/** Every point of every story on one product: killed there, started again; then rest, then the checker. */
export async function crashEverywhere(
  stories: readonly Story[],
  say: (line: string) => void = () => undefined,
): Promise<CrashOutcome> {
  const folder = freshFolder('crash');
  const cases = stories.flatMap((story) => story.points.map((point) => ({ story, point })));
  const plans = cases.map(({ story }, index) => ({
    ...journeyPlan(1, index),
    kind: story.establishment ?? ('eligible' as const),
  }));
  const directory = { file: join(folder, 'establishments.json'), establishments: [...plans] };
  // A directory whose answers are remembered: the demo file's are not.
  const env = { ...settings, DIRECTORY_FILE: directory.file, DIRECTORIES: 'recherche-entreprises' };
  const product = await startFaultyProduct({ folder, env, crashesApart: true, say });
  const ledger = new ToldLedger(join(folder, 'told.jsonl'));
  const inbox = new InboxWatch(product.inboxUrl);
  const client = new Client({ connection: Connection.lazy({ address: product.temporalAddress }) });
  const hands = new Hands(product, client, directory);
  try {
    await loadContracts(product.ownerUrl, plans);
    inbox.start();
    const [faults, secrets, failures] = [[] as FaultSpan[], new Set<string>(), new Map<string, unknown>()];
    const around = { apiUrl: product.apiUrl, ledger, inbox, client, secrets };
    const lanes = {
      api: new Lane(join(product.crashFolder, 'api')),
      worker: new Lane(join(product.crashFolder, 'worker')),
    };
    const walk = async ({ story, point }: (typeof cases)[number], index: number): Promise<void> => {
      const title = titleOf(story, point);
      const began = Date.now();
      try {
        const person = new Person(plans[index] as (typeof plans)[number], around);
        const { acting } = await lanes[story.process].kill(story, point, person, hands, () =>
          faults.push(outage(product, story.process)),
        );
        const died = Date.now();
        await acting;
        await story.conclude(person, hands);
        say(`${title}: ${died - began} + ${Date.now() - died} ms`);
      } catch (error) {
        failures.set(title, error);
        say(`${title}: ${String(error)}`);
      }
    };
    await Promise.all(cases.map(walk));
    say('at rest?');
    await waitUntil('all cases are over', async () => (await unrest(product.ownerUrl)).length === 0, {
      patience: 150_000,
      every: 500,
    });
    await waitUntil('api and worker are back', () => product.isReady());
    await inbox.stop();
    const ledgers = await readLedgers({
      ...{ ownerUrl: product.ownerUrl, client, workflowBundle: 'dist/workflow-bundle.js' },
      ...{
        told: ledger.lines,
        inbox: inbox.received,
        faults,
        secrets,
        logs: product.logs(),
        handOvers: product.relayWatch.handOvers,
      },
    });
    return { failures, violations: check(ledgers) };
  } finally {
    await inbox.stop().catch(() => undefined);
    await hands.close();
    await ledger.close();
    await client.connection.close();
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the death to the moment all answer again. While processes die one after the other hardly any time is without an outage. */
function outage(product: FaultyProduct, part: string): FaultSpan {
  const span = { kind: 'kill −9', part, from: Date.now(), to: Infinity };
  void waitUntil('all answer again', () => product.isReady(), { patience: 150_000, every: 500 })
    .catch(() => undefined)
    .then(() => (span.to = Date.now()));
  return span;
}

/** One process dies at one point at a time, and some cases wait before theirs. */
class Lane {
  private readonly seats = new Turns(ahead);
  private readonly turn = new Turns(1);

  constructor(private readonly folder: string) {}

  /** Resolves when the process has died at the point; what the case was doing goes on. */
  async kill(
    { prepare, act, early }: Story,
    point: string,
    person: Person,
    hands: Hands,
    onDeath: () => void,
  ): Promise<{ acting: Promise<unknown> }> {
    const leaveSeat = early ? () => undefined : await this.seats.take();
    try {
      await prepare?.(person, hands);
      const end = act ? await this.turn.take() : () => undefined;
      try {
        const file = join(this.folder, point);
        await waitUntil(`${point} is free`, () => !existsSync(file));
        writeFileSync(file, '');
        const acting = act?.(person, hands) ?? Promise.resolve();
        acting.catch(() => undefined);
        await waitUntil(`death at ${point}`, () => !existsSync(file), { patience: 60_000, every: 20 });
        onDeath();
        return { acting };
      } finally {
        end();
      }
    } finally {
      leaveSeat();
    }
  }
}

/** At most so many at once, first come first served. */
class Turns {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async take(): Promise<() => void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    return () => {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    };
  }
}
