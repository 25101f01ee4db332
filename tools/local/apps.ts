import { keepAlive, type KeepAliveOptions, type KeptProcess } from './processes/keep-alive.js';
import { startGroup, tail } from './processes/process-group.js';
import type { Plan } from './plan.js';
import { waitUntil } from './wait-until.js';

/** Our processes, in the order they start; they stop in the opposite order. */
export const appNames = ['api', 'worker', 'web'] as const;
export type AppName = (typeof appNames)[number];

/** MiB of a process's old objects at most: three times what lives there. Left alone, V8 lets garbage grow with the machine. */
const oldSpace: Record<AppName, number> = { api: 256, worker: 384, web: 192 };

/** What bounds its memory; figures in the runbook. */
export const nodeOptions = (name: AppName): string[] => [
  '--enable-source-maps',
  '--max-semi-space-size=16', // MiB, for each thread with a heap: 4 costs a tenth of the CPU, Node's own room 150 MiB
  `--max-old-space-size=${oldSpace[name]}`,
];

/** What Node is called with for one of our processes; `npm run start:api` and its like say the same. */
export const appArguments = (name: AppName): string[] => [...nodeOptions(name), `dist/apps/${name}/src/main.js`];

/** Where a client on this machine finds a server that listens on `host`. */
export const reachable = (host: string): string => (['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host);

function healthOf(name: AppName, { settings }: Plan): string {
  const { host, apiPort, webPort, workerHealthPort } = settings;
  const at = {
    api: `${reachable(host)}:${apiPort}`,
    web: `${reachable(host)}:${webPort}`,
    worker: `127.0.0.1:${workerHealthPort}`,
  };
  return `http://${at[name]}/health/ready`;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

export interface AppOptions {
  env: NodeJS.ProcessEnv;
  plan: Plan;
  say(line: string): void;
  /** Gives up waiting for it to be ready. */
  signal?: AbortSignal | undefined;
  waits?: KeepAliveOptions['waits'] | undefined;
}

/** Starts one of our processes, waits until it is ready, and from then on starts it again whenever it dies. */
export async function startApp(name: AppName, { env, plan, say, signal, waits }: AppOptions): Promise<KeptProcess> {
  const logFile = plan.logFile(name);
  const node = { command: process.execPath, args: appArguments(name) };
  const again = () => startGroup({ name, ...node, env, logFile, runFolder: plan.runFolder });
  const first = await again();
  try {
    await waitUntil(
      `${name} is ready`,
      () => {
        signal?.throwIfAborted();
        if (!first.isRunning()) throw new Error(`${name} ended before it was ready:\n${tail(logFile)}`);
        return isReady(healthOf(name, plan));
      },
      { patience: 90_000, every: 150 },
    );
  } catch (error) {
    await first.stop();
    throw error;
  }
  return keepAlive({ first, again, say, ...(waits ? { waits } : {}) });
}
