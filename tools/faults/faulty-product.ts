import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KeptProcess } from '../local/processes/keep-alive.js';
import { type LocalProduct, startLocal } from '../local/start-local.js';
import { StoppablePieces } from '../local/stoppable-pieces.js';
import { RelayWatch } from './relay-watch.js';
import { startProxy, type TcpProxy } from './tcp-proxy.js';

/** Each cable between two parts, named client first. */
export const cables = ['api-postgres', 'api-temporal', 'worker-postgres', 'worker-temporal', 'worker-relay'] as const;
export type Cable = (typeof cables)[number];
export const killable = ['api', 'worker', 'temporal', 'postgres'] as const;
export type Killable = (typeof killable)[number];

export interface FaultyProductOptions {
  /** Everything of the run is kept there; user `postgres` must be able to enter it. */
  folder: string;
  /** Settings of the product, lifetimes among them. */
  env: Record<string, string>;
  /** How far their clocks are off, seconds; right unless said otherwise. */
  clocks?: { api: number; worker: number };
  /** Crash points are armed for one process, in `crashFolder`'s own folder of its name, and what dies starts again at once. */
  crashesApart?: true;
  /** While guard and link keys are replaced: two processes of the API, each with the other's second key first. */
  rotatesKeys?: boolean;
  say(line: string): void;
}

/** The product with a proxy in every cable and every process within reach. */
export interface FaultyProduct {
  apiUrl: string;
  /** Of every process of the API; `apiUrl` is the first. */
  apiUrls: readonly string[];
  inboxUrl: string;
  /** Straight to the servers, past the proxies: for whoever observes. */
  ownerUrl: string;
  temporalAddress: string;
  /** Its SQLite file. */
  temporalStore: string;
  cables: Record<Cable, TcpProxy>;
  processes: Record<Killable, KeptProcess>;
  /** What passes on the cable to the relay. */
  relayWatch: RelayWatch;
  /** A file there, named by a point, kills the next process that comes by; it is gone once that has happened. */
  crashFolder: string;
  /** api and worker say that they and what they need are there. */
  isReady(): Promise<boolean>;
  /** What each process has written so far. */
  logs(): { name: string; text: string }[];
  stop(): Promise<void>;
}

/** Compiled, since the product's processes run compiled. */
const clockSkew = pathToFileURL(resolve('dist/tools/faults/clock-skew.js')).href;
const rightClocks = { api: 0, worker: 0 };
/** A run kills many times: its outages are the faults', not the supervisor's patience. */
const waits = { shortest: 500, longest: 4_000, longLife: 10_000 };
const atOnce = { shortest: 50, longest: 50, longLife: 10_000 };

/** Nothing of the caller's own environment but what programs need to start. */
const bare = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TEMPORAL_CLI_PATH'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/**
 * Starts PostgreSQL, Temporal and the inbox, then api and worker as processes of their own that reach them through proxies.
 * Needs a build and the repository as working folder. Whatever it throws, nothing is left running.
 */
export async function startFaultyProduct({
  folder,
  env,
  clocks = rightClocks,
  crashesApart,
  rotatesKeys,
  say,
}: FaultyProductOptions): Promise<FaultyProduct> {
  const pieces = new StoppablePieces();
  const crashFolder = join(folder, 'crash-at');
  const armedFor = (client: string): string => (crashesApart ? join(crashFolder, client) : crashFolder);
  for (const client of ['api', 'worker']) mkdirSync(armedFor(client), { recursive: true });
  const start = async (
    name: string,
    given: Record<string, string>,
    apps: ('api' | 'worker')[],
  ): Promise<LocalProduct> => {
    const product = await startLocal({
      ...{ env: { ...bare(), ...given }, dataDir: join(folder, name), ports: 'free', durable: false, apps },
      isPrepared: apps.length > 0, // by the start of the services
      waits: crashesApart ? atOnce : waits,
      say: (line) => say(`${name}: ${line.split('\n')[0] ?? ''}`), // not the tail of the log of each that was killed
    });
    await pieces.add(() => product.stop());
    return product;
  };
  try {
    const services = await start('services', {}, []);
    const { DATABASE_URL, MIGRATIONS_DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = services.env;
    const servers = {
      postgres: addressOf(DATABASE_URL),
      temporal: addressOf(`tcp://${TEMPORAL_ADDRESS}`),
      relay: addressOf(services.env.SMTP_URL),
    };
    const relayWatch = new RelayWatch();
    const proxies = {} as Record<Cable, TcpProxy>;
    for (const cable of cables) {
      const target = servers[cable.split('-')[1] as keyof typeof servers];
      const tap = cable === 'worker-relay' ? { tap: () => relayWatch.tap() } : {};
      proxies[cable] = await startProxy({ target, ...tap });
      await pieces.add(() => proxies[cable].close());
    }
    const through = (client: 'api' | 'worker') => ({
      DATABASE_URL: onPort(DATABASE_URL, proxies[`${client}-postgres`].port),
      MIGRATIONS_DATABASE_URL,
      TEMPORAL_ADDRESS: `127.0.0.1:${proxies[`${client}-temporal`].port}`,
      TEMPORAL_NAMESPACE,
      SMTP_URL: `smtp://127.0.0.1:${proxies['worker-relay'].port}`,
      ...{ GUARD_KEYS: services.env.GUARD_KEYS ?? '', SESSION_SECRETS: services.env.SESSION_SECRETS ?? '' },
      ...{ LINK_KEYS: services.env.LINK_KEYS ?? '', INTERNAL_TOKEN: services.env.INTERNAL_TOKEN ?? '' },
      ...{ PUBLIC_URL: 'http://localhost:8080', ADDRESS_LIMITS: 'off', CRASH_AT: armedFor(client) },
      ...(clocks[client] === 0 ? {} : { CLOCK_SKEW: String(clocks[client]), NODE_OPTIONS: `--import=${clockSkew}` }),
      ...env,
    });
    const [older, newer] = [services.env, rotatesKeys ? freshKeys() : undefined];
    const keys = (...both: NodeJS.ProcessEnv[]) => ({
      GUARD_KEYS: both.map((one) => one.GUARD_KEYS).join(),
      LINK_KEYS: both.map((one) => one.LINK_KEYS).join(),
    });
    const oldFirst = newer ? keys(older, newer) : {};
    const api = await start('api', { ...through('api'), ...oldFirst }, ['api']);
    const second = newer ? await start(secondApi, { ...through('api'), ...keys(newer, older) }, ['api']) : undefined;
    const worker = await start('worker', { ...through('worker'), ...oldFirst }, ['worker']);
    const apiUrls = [api, ...(second ? [second] : [])].map(({ addresses }) => addresses.api);
    const health = [
      ...apiUrls.map((url) => `${url}/health/ready`),
      `http://127.0.0.1:${worker.env.WORKER_HEALTH_PORT}/health/ready`,
    ];
    return {
      ...{ apiUrl: api.addresses.api, apiUrls, inboxUrl: services.addresses.inbox ?? '' },
      ...{ ownerUrl: MIGRATIONS_DATABASE_URL, temporalAddress: TEMPORAL_ADDRESS, cables: proxies },
      ...{ relayWatch, crashFolder, temporalStore: join(folder, 'services', 'temporal', 'temporal.db') },
      processes: {
        api: found(api, 'api'),
        worker: found(worker, 'worker'),
        temporal: found(services, 'temporal'),
        postgres: found(services, 'postgres'),
      },
      isReady: async () => (await Promise.all(health.map(answersWell))).every(Boolean),
      logs: () => [
        ...killable.map((name) => ({ name, text: readFileSync(logOf(folder, name), 'utf8') })),
        ...(second
          ? [{ name: secondApi, text: readFileSync(join(folder, secondApi, 'logs', 'api.log'), 'utf8') }]
          : []),
      ],
      stop: () => pieces.stop(),
    };
  } catch (error) {
    await pieces.stop();
    throw error;
  }
}

const secondApi = 'api-2';

const freshKeys = (): NodeJS.ProcessEnv => {
  const key = () => `next:${randomBytes(32).toString('base64')}`;
  return { GUARD_KEYS: key(), LINK_KEYS: key() };
};

const logOf = (folder: string, name: Killable): string =>
  join(folder, name === 'api' || name === 'worker' ? name : 'services', 'logs', `${name}.log`);

function found({ processes }: LocalProduct, name: Killable): KeptProcess {
  const kept = processes[name];
  if (!kept) throw new Error(`${name} was not started.`);
  return kept;
}

const addressOf = (url = ''): { host: string; port: number } => ({
  host: '127.0.0.1',
  port: Number(new URL(url).port),
});

function onPort(url: string, port: number): string {
  const moved = new URL(url);
  moved.port = String(port);
  return moved.href;
}

const answersWell = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(3_000) })
    .then(async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    })
    .catch(() => false);
