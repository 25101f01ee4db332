import { appArguments, type AppName } from '../local/apps.js';
import { freePorts } from '../local/ports.js';
import { startGroup, tail } from '../local/processes/process-group.js';
import { waitUntil } from '../local/wait-until.js';
import { join } from 'node:path';

/** A process of the product, started by the bench itself so that its start is timed and its environment is its own. */
export interface ProductProcess {
  pid: number;
  url: string;
  /** From its start until it said that it is ready, ms. */
  readyAfter: number;
  stop(): Promise<void>;
}

export interface ProductProcessOptions {
  env: NodeJS.ProcessEnv;
  /** Logs and records of what runs are kept there. */
  folder: string;
  /** Node's own options, such as `--cpu-prof`. */
  nodeOptions?: readonly string[];
}

const portVariable: Record<AppName, string> = { api: 'API_PORT', worker: 'WORKER_HEALTH_PORT', web: 'WEB_PORT' };

let started = 0;

/** Starts `name` from `dist` on a free port. */
export async function startProductProcess(
  name: AppName,
  { env, folder, nodeOptions = [] }: ProductProcessOptions,
): Promise<ProductProcess> {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const [unique, began] = [`${name}-${++started}`, performance.now()];
  const group = await startGroup({
    ...{ name: unique, command: process.execPath },
    args: [...nodeOptions, ...appArguments(name)],
    ...{ env: { ...env, [portVariable[name]]: String(port) }, runFolder: join(folder, 'run') },
    logFile: join(folder, 'logs', `${unique}.log`),
  });
  const isReady = async () => {
    if (!group.isRunning()) throw new Error(`${name} ended before it was ready:\n${tail(group.logFile)}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    await answer?.arrayBuffer();
    return answer?.ok ?? false;
  };
  try {
    await waitUntil(`${name} is ready`, isReady, { patience: 60_000, every: 10 });
  } catch (error) {
    await group.stop();
    throw error;
  }
  return { pid: group.pid, url, readyAfter: performance.now() - began, stop: () => group.stop(20_000) };
}
