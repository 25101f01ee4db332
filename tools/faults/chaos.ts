import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { journeysQueue, retentionWorkflow } from '@app/contracts';
import { Client, Connection } from '@temporalio/client';
import { check } from './checker.js';
import { Driver, type JourneyEnd } from './driver.js';
import { readFacts, unrest } from './fact-ledger.js';
import { FaultInjector } from './fault-injector.js';
import { clockSkews, faultPlan, type PlannedFault } from './fault-plan.js';
import { startFaultyProduct } from './faulty-product.js';
import { loadContracts, writeDirectory } from './fictitious-establishments.js';
import { InboxWatch } from './inbox-watch.js';
import { type JourneyPlan, journeyPlan } from './journey-plan.js';
import type { Ledgers, Violation } from './ledgers.js';
import { MachinePace } from './machine-pace.js';
import { pressRetry } from './operator.js';
import { readLedgers } from './read-ledgers.js';
import type { RunMix } from './run-mix.js';
import { ToldLedger } from './told-ledger.js';

export interface ChaosOptions {
  journeys: number;
  seed: number;
  /** How long the product may take to come to rest once all is well again, ms. */
  restPatience: number;
  /** False drives the same journeys without a fault: what the checker finds then is no fault's doing. */
  withFaults: boolean;
  mix: RunMix;
  /** The product's files, which user `postgres` must be able to enter. */
  dataFolder: string;
  /** Ledger of the clients, for looking into a run. */
  reportFolder: string;
  say(line: string): void;
}

/** One journey's life in the run; epoch, ms. */
export interface JourneyTrace {
  index: number;
  from: number;
  to: number;
  end: JourneyEnd;
}
export interface ChaosOutcome {
  ledgers: Ledgers;
  violations: Violation[];
  traces: JourneyTrace[];
  /** From the last fault lifted to rest, ms; what was still moving when patience ended. */
  rest: { ms: number; unrest: string[] };
}

/** Persons at once. */
const width = 20;
/** Short enough to be lived through in a run; the caller's environment may say otherwise, in whole seconds. */
const seconds = (variable: string, usual: number): number => Number.parseInt(process.env[variable] ?? '', 10) || usual;
/** Read when a run begins: whoever calls may say otherwise until then. */
const lifetimesNow = () => ({
  CREATION_LINK_LIFETIME: seconds('CREATION_LINK_LIFETIME', 120),
  RESEND_INTERVAL: seconds('RESEND_INTERVAL', 2),
  LINK_REUSE_WINDOW: seconds('LINK_REUSE_WINDOW', 3),
  RESET_LINK_LIFETIME: seconds('RESET_LINK_LIFETIME', 60),
});
const settingsOf = (lifetimes: ReturnType<typeof lifetimesNow>) => ({
  ...Object.fromEntries(Object.entries(lifetimes).map(([variable, length]) => [variable, `${length} seconds`])),
  RESENDS_PER_DAY: '20',
});

/** Random persons, random faults, then rest, then the checker. The same seed plans the same run. */
export async function chaos(options: ChaosOptions): Promise<ChaosOutcome> {
  const { journeys, seed, withFaults, mix, dataFolder, reportFolder, say } = options;
  const lifetimes = lifetimesNow();
  const plans = Array.from({ length: journeys }, (_, index) => journeyPlan(seed, index, mix.persons));
  const clocks = withFaults ? clockSkews(seed, mix.faults) : { api: 0, worker: 0 };
  say(`Clocks: api ${clocks.api} s, worker ${clocks.worker} s off.`);
  const directoryFile = join(dataFolder, 'establishments.json');
  mkdirSync(dataFolder, { recursive: true, mode: 0o711 });
  writeDirectory(directoryFile, plans);
  const product = await startFaultyProduct({
    folder: dataFolder,
    env: { ...settingsOf(lifetimes), DIRECTORY_FILE: directoryFile },
    ...{ clocks, say, rotatesKeys: withFaults && mix.faults.keyRotation },
  });
  const ledger = new ToldLedger(join(reportFolder, 'told.jsonl'));
  const inbox = new InboxWatch(product.inboxUrl);
  const pace = new MachinePace();
  const client = new Client({ connection: Connection.lazy({ address: product.temporalAddress }) });
  try {
    await loadContracts(product.ownerUrl, plans);
    inbox.start();
    pace.start();
    const driver = new Driver({
      ...product,
      ledger,
      inbox,
      mailPatience: 20_000,
      resendInterval: lifetimes.RESEND_INTERVAL * 1_000,
      tryAgainAfter: 1_000,
    });
    const injector = new FaultInjector(
      product,
      (isAway) => writeDirectory(directoryFile, plans, isAway ? 'away' : 'as-planned'),
      () => purge(client),
    );
    const faults = withFaults ? faultPlan(seed, journeys, mix.faults) : [];
    const traces = await drive(plans, driver, injector, faults, say);

    say('All faults are lifted; waiting for rest …');
    const began = Date.now();
    await injector.liftAll();
    await heal(client, product.ownerUrl, ledger, () => writeDirectory(directoryFile, plans, 'healed'));
    const moving = await untilRest(product.ownerUrl, options.restPatience, say);
    const rest = { ms: Date.now() - began, unrest: moving };

    say('Reading the ledgers …');
    await inbox.stop();
    pace.stop();
    const ledgers = await readLedgers({
      ...{ ownerUrl: product.ownerUrl, client, workflowBundle: 'dist/workflow-bundle.js' },
      ...{ told: ledger.lines, inbox: inbox.received, faults: injector.spans, secrets: driver.secrets },
      ...{ handOvers: product.relayWatch.handOvers, logs: product.logs(), busy: pace.whiles },
    });
    return { ledgers, violations: check(ledgers), traces, rest };
  } finally {
    pace.stop();
    await inbox.stop().catch(() => undefined);
    await ledger.close();
    await client.connection.close();
    await product.stop();
  }
}

async function drive(
  plans: readonly JourneyPlan[],
  driver: Driver,
  injector: FaultInjector,
  lanes: PlannedFault[][],
  say: (line: string) => void,
): Promise<JourneyTrace[]> {
  const traces: JourneyTrace[] = [];
  let begun = 0;
  const person = async () => {
    for (let plan = plans[begun]; plan; plan = plans[begun]) {
      begun += 1;
      const from = Date.now();
      const end = await driver.walk(plan);
      traces.push({ index: plan.index, from, to: Date.now(), end });
    }
  };
  const lane = async (faults: PlannedFault[]) => {
    for (const fault of faults) {
      while (begun < fault.atJourney) await pause(50);
      if (traces.length === plans.length) return;
      await injector.inject(fault);
    }
  };
  const progress = setInterval(() => {
    const faults = injector.spans.filter(({ to }) => to === Infinity).map(({ kind, part }) => `${kind} ${part}`);
    say(
      `${begun}/${plans.length} begun, ${traces.length} ended, ${injector.spans.length} faults; now: ${faults.join(', ') || 'none'}`,
    );
  }, 5_000);
  try {
    await Promise.all([...Array.from({ length: width }, person), ...lanes.map(lane)]);
  } finally {
    clearInterval(progress);
  }
  return traces;
}

/** As the Schedule does by night, whatever is away meanwhile: then it goes on without being waited for. */
async function purge(client: Client): Promise<void> {
  const options = { workflowId: `retention:${randomUUID()}`, taskQueue: journeysQueue };
  const done = client.workflow.execute(retentionWorkflow, options).catch(() => undefined);
  await Promise.race([done, pause(20_000, undefined, { ref: false })]);
}

/** The directory knows again; an operator presses twice for whoever still waits for it, instead of ten minutes' patience. */
async function heal(client: Client, ownerUrl: string, ledger: ToldLedger, healDirectory: () => void): Promise<void> {
  healDirectory();
  for (const { caseNumber } of (await readFacts(ownerUrl)).registrations.filter(({ status }) => status === 'checking'))
    await pressRetry(client, ledger, caseNumber, 2);
}

/** Answers what was still moving when patience ended; nothing as a rule. */
async function untilRest(ownerUrl: string, patience: number, say: (line: string) => void): Promise<string[]> {
  const end = Date.now() + patience;
  let told = '';
  for (;;) {
    const moving = await unrest(ownerUrl);
    if (moving.length === 0) {
      await pause(5_000); // journeys close right behind their facts
      return [];
    }
    if (Date.now() > end) return moving;
    if (moving.join(', ') !== told) say((told = moving.join(', ')));
    await pause(2_000);
  }
}
