/**
 * `npm run chaos:neighbours [-- --persons 60]`: I12, one broken journey slows no other. The same number of healthy journeys, four
 * times in one product: alone, twice beside a broken journey of each kind, alone again. Exit code 1 when the rate beside them is
 * below 0.95 of the rate alone by more than the two rates alone differ.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { freshFolder } from '../../local/fresh-folder.js';
import type { FaultKind } from '../../local/inbox/faults.js';
import { clearFaults, orderFault } from '../../local/inbox/order-faults.js';
import { leaveNothingOnSignal } from '../../local/processes/process-group.js';
import { Driver } from '../driver.js';
import { startFaultyProduct } from '../faulty-product.js';
import { loadContracts, writeDirectory } from '../fictitious-establishments.js';
import { InboxWatch } from '../inbox-watch.js';
import { type JourneyPlan, journeyPlan } from '../journey-plan.js';
import { readMix } from '../run-mix.js';
import { ToldLedger } from '../told-ledger.js';

const { values } = parseArgs({ options: { persons: { type: 'string', default: '60' } } });
const persons = Number(values.persons);
/** At once: enough to keep the product busy, not so many that they wait for each other. */
const width = 6;
const goal = 0.95;

leaveNothingOnSignal();

const healthy = readMix('{"quiet":true}').persons;
const plan = (index: number) => journeyPlan(1, index, healthy);
const batches = [0, 1, 2, 3].map((batch) =>
  Array.from({ length: persons }, (_, index) => plan(batch * persons + index)),
);
/** Each waits for something that does not come, and is tried again and again. */
const broken: { plan: JourneyPlan; mail?: FaultKind }[] = [
  { plan: { ...plan(4 * persons), kind: 'directory-outage' } },
  { plan: plan(4 * persons + 1), mail: 'hang' },
  { plan: plan(4 * persons + 2), mail: 'refuse-451' },
  { plan: plan(4 * persons + 3), mail: 'refuse-550' },
];

const folder = freshFolder('neighbours');
const everybody = [...batches.flat(), ...broken.map((one) => one.plan)];
const directoryFile = join(folder, 'establishments.json');
writeDirectory(directoryFile, everybody);
const product = await startFaultyProduct({
  ...{ folder, env: { DIRECTORY_FILE: directoryFile } },
  say: (line) => void console.log(line),
});
const ledger = new ToldLedger(join(folder, 'told.jsonl'));
const inbox = new InboxWatch(product.inboxUrl);
const times = { mailPatience: 20_000, resendInterval: 0, tryAgainAfter: 1_000 };
const driver = new Driver({ ...product, ledger, inbox, ...times });

/** Healthy journeys a second. */
async function rate(plans: readonly JourneyPlan[]): Promise<number> {
  const waiting = [...plans];
  const began = performance.now();
  const person = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const end = await driver.walk(next);
      if (end !== 'completed') throw new Error(`A healthy journey ended as ${end}.`);
    }
  };
  await Promise.all(Array.from({ length: width }, person));
  return (1_000 * plans.length) / (performance.now() - began);
}

try {
  await loadContracts(product.ownerUrl, everybody);
  inbox.start();
  await rate(batches[0]?.splice(0, Math.ceil(persons / 4)) ?? []); // warms up
  const first = await rate(batches[0] ?? []);
  for (const { plan: one, mail } of broken)
    if (mail) await orderFault(product.inboxUrl, { match: one.person.email, fault: mail });
  const walks = broken.map(({ plan: one }) => driver.walk(one));
  const beside = [await rate(batches[1] ?? []), await rate(batches[2] ?? [])];
  await Promise.all(walks);
  await clearFaults(product.inboxUrl);
  writeDirectory(directoryFile, everybody, 'healed');
  const last = await rate(batches[3] ?? []);

  const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
  const ratio = mean(beside) / mean([first, last]);
  const noise = Math.abs(first - last) / mean([first, last]);
  const result = { persons, width, alone: [first, last], beside, ratio, noise, goal };
  writeFileSync(resolve('.cache', 'neighbours.json'), JSON.stringify(result, null, 2));
  console.log(`alone ${first.toFixed(2)} and ${last.toFixed(2)} journeys a second (A/A differ by ${noise.toFixed(3)})`);
  console.log(`beside ${broken.length} broken ones ${beside.map((one) => one.toFixed(2)).join(' and ')}`);
  console.log(`I12: ${ratio.toFixed(3)}, at least ${goal}`);
  process.exitCode = ratio + noise < goal ? 1 : 0;
} finally {
  await inbox.stop().catch(() => undefined);
  await ledger.close();
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
}
