import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { accountMailWorkflow, lockoutWorkflow, passwordResetWorkflow, registrationWorkflow } from '@app/contracts';
import { Client, Connection } from '@temporalio/client';
import { freshFolder } from '../../local/fresh-folder.js';
import { waitUntil } from '../../local/wait-until.js';
import { check } from '../checker.js';
import { Hands } from './hands.js';
import { Lane } from './lane.js';
import { unhurried } from './patience.js';
import { Person } from './person.js';
import { type Story, titleOf } from './story.js';
import { unrest } from '../fact-ledger.js';
import { type FaultyProduct, startFaultyProduct } from '../faulty-product.js';
import { loadContracts, writeDirectory } from '../fictitious-establishments.js';
import { InboxWatch } from '../inbox-watch.js';
import { journeyPlan } from '../journey-plan.js';
import type { FaultSpan, Violation } from '../ledgers.js';
import { readLedgers } from '../read-ledgers.js';
import { ToldLedger } from '../told-ledger.js';

const key = (name: string) => `${name}:${randomBytes(32).toString('base64')}`;
const settings = {
  ...{ RESEND_INTERVAL: '1 second', RESENDS_PER_DAY: '20' },
  // Two, for what was counted under the earlier is carried over.
  GUARD_KEYS: [key('g2'), key('g1')].join(),
  // On, for counting has its points; ten times as high, for all come from here.
  ...{ ADDRESS_LIMITS: 'on', ADDRESS_LIMITS_EXEMPT: '127.0.0.0/8' },
};

const types = [registrationWorkflow, passwordResetWorkflow, lockoutWorkflow, accountMailWorkflow];
const openJourneys = `WorkflowType IN (${types.map((type) => `'${type}'`).join(', ')}) AND ExecutionStatus = 'Running'`;

export interface CrashOutcome {
  /** By title; undefined when the case ended as it should. */
  failures: Map<string, string>;
  violations: Violation[];
  /** What had not come to rest when the checker looked. */
  unrest: string[];
}

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
  writeDirectory(directory.file, directory.establishments); // a product that cannot read its directory does not start
  const product = await startFaultyProduct({ folder, env, crashesApart: true, say });
  const ledger = new ToldLedger(join(folder, 'told.jsonl'));
  const inbox = new InboxWatch(product.inboxUrl);
  const client = new Client({ connection: Connection.lazy({ address: product.temporalAddress }) });
  const hands = new Hands(product, client, directory);
  try {
    await loadContracts(product.ownerUrl, plans);
    inbox.start();
    const [outages, secrets, failures] = [[] as Promise<FaultSpan>[], new Set<string>(), new Map<string, string>()];
    const around = { apiUrl: product.apiUrl, ledger, inbox, client, secrets };
    const worker = new Lane(join(product.crashFolder, 'worker'));
    const lanes = { worker, api: new Lane(join(product.crashFolder, 'api'), worker) };
    const walk = async ({ story, point }: (typeof cases)[number], person: Person): Promise<void> => {
      const title = titleOf(story, point);
      const began = Date.now();
      try {
        const { acting } = await lanes[story.process].kill(story, point, person, hands, () =>
          outages.push(outage(product, story.process)),
        );
        const died = Date.now();
        await acting;
        await story.conclude(person, hands);
        say(`${title}: ${died - began} + ${Date.now() - died} ms`);
      } catch (error) {
        failures.set(title, `${String(error)}; ${await person.standing()}`);
        say(`${title}: ${failures.get(title)}`);
      }
    };
    const walks = cases.map((one, index) => [one, new Person(plans[index] as (typeof plans)[number], around)] as const);
    await Promise.all(walks.map(async ([{ story }, person]) => story.early && story.prepare?.(person, hands)));
    await Promise.all(walks.map(([one, person]) => walk(one, person)));
    say('at rest?');
    // Journeys too: the task that ends one may have been lost with the last worker that died, and is handed out again.
    const isRest = async () => {
      await hands.accounts.bringEndOfResetsLeftNear().catch(() => undefined); // a journey that is yet to begin hears no signal
      return (await unrest(product.ownerUrl)).length === 0 && (await client.workflow.count(openJourneys)).count === 0;
    };
    await waitUntil('all cases are over', isRest, unhurried).catch(() => undefined);
    const faults = await Promise.all(outages);
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
    return { failures, violations: check(ledgers), unrest: await unrest(product.ownerUrl) };
  } finally {
    await inbox.stop().catch(() => undefined);
    await hands.close();
    await ledger.close();
    await client.connection.close();
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A workflow task that died with its worker is handed out again after this (`workflowTaskTimeout` of a journey's start). */
const taskTimeoutMs = 5_000;

/** From the death to the moment all answer again, what the dead worker had in its hands included. */
async function outage(product: FaultyProduct, part: 'api' | 'worker'): Promise<FaultSpan> {
  const from = Date.now();
  await waitUntil('all answer again', () => product.isReady(), unhurried);
  const handedOutAgain = part === 'worker' ? from + taskTimeoutMs : from;
  return { kind: 'kill −9', part, from, to: Math.max(Date.now(), handedOutAgain) };
}
