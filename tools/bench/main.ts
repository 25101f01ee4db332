/** `npm run bench -- [--only throughput,latency] [--long]`: ratios within one run, as a table and as JSON; `--profile`: where the CPU goes. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freshFolder } from '../local/fresh-folder.js';
import { leaveNothingOnSignal } from '../local/processes/process-group.js';
import { Bench, type Part } from './bench.js';
import { counts } from './counts.js';
import { type Figure, table } from './figure.js';
import { latency } from './latency.js';
import { memory } from './memory.js';
import { plans } from './plans/plans.js';
import { profile } from './profile.js';
import { relayOutage } from './relay-outage.js';
import { sideChannel } from './side-channel.js';
import { signIn } from './sign-in.js';
import { sleepers } from './sleepers.js';
import { startUp } from './start-up.js';
import { throughput } from './throughput.js';
import { waitingPages } from './waiting-pages.js';

/** In this order: what is counted first costs nothing. */
const parts: Record<string, Part> = {
  ...{ counts, start: startUp, throughput, latency, 'sign-in': signIn, 'side-channel': sideChannel },
  ...{ relay: relayOutage, memory, sleepers, 'waiting-pages': waitingPages, plans },
};

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    long: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});
const wanted = values.only?.split(',') ?? (values.profile ? [] : Object.keys(parts));
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const began = Date.now();
const say = (line: string) => void console.error(`${((Date.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
leaveNothingOnSignal();

const folder = freshFolder('bench');
const bench = new Bench({ long: values.long, folder, say });
const figures: Figure[] = [];
try {
  for (const name of wanted) {
    say(`— ${name}`);
    figures.push(...((await parts[name]?.(bench)) ?? []));
  }
  if (values.profile) console.log(await profile(bench));
} finally {
  await bench.stop();
}
rmSync(folder, { recursive: true, force: true });

if (wanted.length === 0) process.exit(0);
const file = join('.cache/bench', `${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`);
mkdirSync('.cache/bench', { recursive: true });
writeFileSync(file, JSON.stringify({ node: process.version, long: values.long, parts: wanted, figures }, null, 2));
console.log(`${table(figures)}\n\n${file}`);
