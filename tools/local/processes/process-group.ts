import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { closedToOthers } from '../closed-folder.js';
import { eraseRecord, signalGroup, writeRecord } from './run-folder.js';

export interface GroupOptions {
  name: string;
  command: string;
  args: readonly string[];
  /** Everything it prints goes there, after what earlier runs printed. */
  logFile: string;
  /** Where it is written down, so that it can be ended after a kill −9 of this process. */
  runFolder: string;
  env?: NodeJS.ProcessEnv;
  /** Account it runs as; ours when absent. */
  account?: { uid: number; gid: number };
  stopSignal?: NodeJS.Signals;
}

export interface ProcessGroup {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves when it has ended, with words for it such as `exit code 1` or `SIGKILL`. */
  readonly ended: Promise<string>;
  isRunning(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end, forces it after `patience` ms, and answers when it is gone. */
  stop(patience?: number): Promise<void>;
}

/** Last lines of a log, for a person who must find out why its process died. */
export function tail(logFile: string, lines = 15): string {
  const text = readFileSync(logFile, 'utf8').trimEnd();
  return text.split('\n').slice(-lines).join('\n');
}

/** A log that has grown past this makes room for a new one when its process starts; the one before is kept. */
const longestLog = 20_000_000;

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
  if (size > longestLog) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

const running = new Set<number>();

/** At once and without asking, for a person who insists: what was being written may be lost. */
export function killEveryGroup(): void {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
}

/** Of a program that a person or a script runs: a signal ends it, and whatever it has started with it. */
export function leaveNothingOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      killEveryGroup();
      process.exit(130);
    });
}

/** Starts a process in a group of its own: a Ctrl-C meant for us does not scatter it, and one signal ends its children too. */
export async function startGroup(options: GroupOptions): Promise<ProcessGroup> {
  const { name, command, args, logFile, runFolder, env = process.env, account, stopSignal = 'SIGTERM' } = options;
  const cwd = account ? '/' : process.cwd(); // the other account may not be able to enter ours
  const child = closedToOthers(() => {
    const log = openLog(logFile);
    const started = spawn(command, args, { env, cwd, detached: true, stdio: ['ignore', log, log], ...account });
    closeSync(log);
    return started;
  });
  await once(child, 'spawn');
  const pid = child.pid as number;
  writeRecord(runFolder, name, pid, stopSignal);

  running.add(pid);
  const ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(pid);
    eraseRecord(runFolder, name);
    return typeof signal === 'string' ? signal : `exit code ${String(code)}`;
  });
  const signal = (sent: NodeJS.Signals) => {
    if (running.has(pid)) signalGroup(pid, sent);
  };
  const stop = async (patience = 10_000) => {
    signal(stopSignal);
    const late = new AbortController();
    const inTime = await Promise.race([
      ended.then(() => true),
      pause(patience, false, { signal: late.signal }).catch(() => false),
    ]);
    late.abort();
    if (!inTime) signal('SIGKILL');
    await ended;
  };
  return { name, pid, logFile, ended, isRunning: () => running.has(pid), signal, stop };
}
