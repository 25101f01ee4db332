/** `npm run recovery`: how long the product takes to get up again after each fall. Exit code 1 when a goal was missed. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { freshFolder } from '../local/fresh-folder.js';
import { leaveNothingOnSignal } from '../local/processes/process-group.js';
import { apiKilled, postgresKilled, type Recovery, relayBack, temporalKilled, workerKilled } from './recoveries.js';
import { isKept, recoveryTable } from './recovery-table.js';
import { startSubject, type Subject } from './subject.js';

leaveNothingOnSignal();

const folder = freshFolder('recovery');
const subject = await startSubject(folder);
const falls: ((subject: Subject) => Promise<Recovery>)[] = [
  apiKilled,
  (each) => workerKilled(each, 'worker killed → journeys move, by its restart', 15_000),
  async (each) => {
    const second = await each.secondWorker();
    return workerKilled(each, 'worker killed → journeys move, by a second worker', 6_000).finally(() => second.stop());
  },
  postgresKilled,
  temporalKilled,
  relayBack,
];
const recoveries: Recovery[] = [];
try {
  for (const fall of falls) {
    const recovery = await fall(subject);
    console.log(`${recovery.what}: ${recovery.times.map((ms) => Math.round(ms)).join(', ')} ms`);
    recoveries.push(recovery);
  }
} finally {
  await subject.stop();
  rmSync(folder, { recursive: true, force: true });
}
mkdirSync('.cache/recovery', { recursive: true });
const table = recoveryTable(recoveries);
writeFileSync('.cache/recovery/report.json', JSON.stringify(recoveries, null, 2));
writeFileSync('.cache/recovery/report.md', `${table}\n`);
console.log(`\n${table}`);
process.exit(recoveries.every(isKept) ? 0 : 1);
