/** `npm run chaos -- --journeys 2000 --seed N`: exit code 1 when a promise was broken. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { freshFolder } from '../local/fresh-folder.js';
import { leaveNothingOnSignal } from '../local/processes/process-group.js';
import { chaos } from './chaos.js';
import { writeReport } from './chaos-report.js';
import { readMix } from './run-mix.js';

Runtime.install({ logger: new DefaultLogger('ERROR') }); // replaying tells of workers that come and go
const { values } = parseArgs({
  options: {
    journeys: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    patience: { type: 'string', default: '600' },
    mix: { type: 'string', default: '{}' },
    'no-faults': { type: 'boolean', default: false },
    'keep-data': { type: 'boolean', default: false },
  },
});
const [journeys, seed] = [Number(values.journeys), Number(values.seed)];
const reportFolder = resolve('.cache/chaos', String(seed));
const dataFolder = freshFolder('chaos');

const began = Date.now();
const say = (line: string) => void console.log(`${((Date.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${line}`);
leaveNothingOnSignal();

say(`${journeys} journeys, seed ${seed}: npm run chaos -- --journeys ${journeys} --seed ${seed} plans the same again`);
const options = {
  journeys,
  seed,
  restPatience: Number(values.patience) * 1_000,
  withFaults: !values['no-faults'],
  mix: readMix(values.mix),
  dataFolder,
  reportFolder,
  say,
};
const outcome = await chaos(options);
writeReport(reportFolder, options, outcome);
if (!values['keep-data']) rmSync(dataFolder, { recursive: true, force: true });

for (const { invariant, caseNumber, text } of outcome.violations.slice(0, 40))
  say(`${invariant} ${caseNumber ?? ''} ${text}`);
say(`${outcome.violations.length} violations; report in ${join(reportFolder, 'report.md')}`);
process.exit(outcome.violations.length === 0 && outcome.rest.unrest.length === 0 ? 0 : 1);
