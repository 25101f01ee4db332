import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../wait-until.js';
import { identify, isAlive, type ProcessIdentity } from './process-identity.js';

/** What is written down of each process we start, so that the next start can end it after a kill −9 of this one. */
interface RunRecord extends ProcessIdentity {
  name: string;
  stopSignal: NodeJS.Signals;
  owner: ProcessIdentity;
}

const fileOf = (folder: string, name: string) => join(folder, `${name}.json`);

/** Complete or absent, whenever this process dies. */
export function writeRecord(folder: string, name: string, pid: number, stopSignal: NodeJS.Signals): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const record: RunRecord = { name, stopSignal, ...identify(pid), owner: identify(process.pid) };
  const draft = `${fileOf(folder, name)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
  renameSync(draft, fileOf(folder, name));
}

export const eraseRecord = (folder: string, name: string): void => rmSync(fileOf(folder, name), { force: true });

function records(folder: string): RunRecord[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as RunRecord);
}

/** The living process that works in this folder, if there is one: two of them would spoil each other's data. */
export const livingOwner = (folder: string): ProcessIdentity | undefined =>
  records(folder)
    .map(({ owner }) => owner)
    .find(isAlive);

export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks a process and its group to end, then forces it after `patience` ms. */
async function end(stale: RunRecord, patience: number): Promise<void> {
  signalGroup(stale.pid, stale.stopSignal);
  await waitUntil(`the end of ${stale.name}`, () => !isAlive(stale), { patience }).catch(() => undefined);
  if (!isAlive(stale)) return;
  signalGroup(stale.pid, 'SIGKILL');
  await waitUntil(`the end of ${stale.name}`, () => !isAlive(stale), { patience: 10_000 });
}

/**
 * Ends what an owner that was killed has left behind; answers the names. A process is only touched when it is the very one
 * that was written down, by its start time: numbers are used again, and nobody else's process may be killed.
 */
export async function endOrphans(folder: string, patience = 15_000): Promise<string[]> {
  const orphans = records(folder).filter(({ owner }) => !isAlive(owner));
  const living = orphans.filter(isAlive);
  await Promise.all(living.map((orphan) => end(orphan, patience)));
  for (const { name } of orphans) eraseRecord(folder, name);
  return living.map(({ name }) => name);
}
