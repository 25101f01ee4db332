import { setTimeout as pause } from 'node:timers/promises';
import { type ProcessGroup, tail } from './process-group.js';

export interface KeepAliveOptions {
  first: ProcessGroup;
  again(): Promise<ProcessGroup>;
  say(line: string): void;
  /** Shortest and longest wait before a restart, and the life after which the next wait is the shortest again; ms. */
  waits?: { shortest: number; longest: number; longLife: number };
}
export interface KeptProcess {
  readonly name: string;
  /** Of the process that runs now; undefined between a death and the restart. */
  pid(): number | undefined;
  /** Only to the process that runs now; one that dies of it is started again. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it, and starts it no more. */
  stop(patience?: number): Promise<void>;
}

/** Starts a process again whenever it dies: after 1 s, 2, 4 … 30, and after 1 s again once it has lived for a minute. */
export function keepAlive({ first, again, say, waits }: KeepAliveOptions): KeptProcess {
  const { shortest, longest, longLife } = waits ?? { shortest: 1_000, longest: 30_000, longLife: 60_000 };
  const stopping = new AbortController();
  const { name } = first;
  let group: ProcessGroup | undefined = first;
  let wait = shortest;

  async function startAgain(): Promise<void> {
    say(`${name} starts again in ${wait / 1_000} s.`);
    await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    wait = Math.min(wait * 2, longest);
    if (!stopping.signal.aborted) group = await again();
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      const born = Date.now();
      const ending = await group?.ended;
      if (stopping.signal.aborted) return;
      if (group) say(`${name} has ended (${ending}). Its last lines, of ${group.logFile}:\n${tail(group.logFile)}`);
      group = undefined;
      if (Date.now() - born > longLife) wait = shortest;
      await startAgain().catch((error: unknown) => say(`${name} could not be started: ${String(error)}`));
    }
  }

  const watching = watch();
  return {
    name,
    pid: () => group?.pid,
    signal: (signal) => group?.signal(signal),
    async stop(patience) {
      stopping.abort();
      await group?.stop(patience);
      await watching;
      await group?.stop(patience); // one that was being started when we were told to stop
      group = undefined;
    },
  };
}
