import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AppName } from '../local/apps.js';
import { type LocalProduct, startLocal } from '../local/start-local.js';
import { StoppablePieces } from '../local/stoppable-pieces.js';
import { loadContracts, writeDirectory } from '../faults/fictitious-establishments.js';
import { type ProductProcess, type ProductProcessOptions, startProductProcess } from './product-process.js';
import { registrant, Registrants } from './registrant.js';
import { Registering } from './registering.js';
import { RelaySink } from './relay-sink.js';

export interface BenchedProductOptions {
  /** Everything of the run is kept there; user `postgres` must be able to enter it. */
  folder: string;
  /** Who may register through the product; as many again may be used by whoever writes to its database himself. */
  registrants: number;
  say(line: string): void;
}

/** PostgreSQL and Temporal as `npm start` has them, one api and one worker, and a relay that costs nothing. */
export interface BenchedProduct {
  env: NodeJS.ProcessEnv;
  temporalAddress: string;
  relay: RelaySink;
  /** Of the product, and of whoever compares himself with it. */
  registrants: Registrants;
  others: Registrants;
  registering: Registering;
  api: ProductProcess;
  worker: ProductProcess;
  servers: { postgres: number; temporal: number };
  /** Another process of the product beside those that run, with more variables and options of Node if it needs them. */
  start(name: AppName, env?: NodeJS.ProcessEnv, nodeOptions?: readonly string[]): Promise<ProductProcess>;
  /** By another api. */
  registeringAt(apiUrl: string): Registering;
  stop(): Promise<void>;
}

/** Needs a build and the repository as working folder. Whatever it throws, nothing is left running. */
export async function startBenchedProduct(options: BenchedProductOptions): Promise<BenchedProduct> {
  const { folder, registrants, say } = options;
  const pieces = new StoppablePieces();
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711);
  const kept = async <T extends { stop(): Promise<void> }>(piece: T): Promise<T> => {
    await pieces.add(() => piece.stop());
    return piece;
  };
  try {
    const relay = await kept(new RelaySink());
    const relayUrl = await relay.start();
    const directoryFile = join(folder, 'establishments.json');
    const persons = Array.from({ length: 2 * registrants }, (_, index) => registrant(index));
    writeDirectory(directoryFile, persons.slice(0, registrants));
    say('PostgreSQL and Temporal …');
    const { PATH = '', HOME = '', TEMPORAL_CLI_PATH = '' } = process.env;
    const services = await kept(
      await startLocal({
        env: { PATH, HOME, TEMPORAL_CLI_PATH, SMTP_URL: relayUrl },
        ...{ dataDir: join(folder, 'services'), ports: 'free', apps: [] },
      }),
    );
    const { MIGRATIONS_DATABASE_URL, ...given } = services.env;
    await loadContracts(MIGRATIONS_DATABASE_URL, persons);
    const env = { ...given, DIRECTORY_FILE: directoryFile, ADDRESS_LIMITS: 'off' };
    const start: BenchedProduct['start'] = async (name, more = {}, nodeOptions = []) => {
      const processOptions: ProductProcessOptions = { env: { ...env, ...more }, folder, nodeOptions };
      return kept(await startProductProcess(name, processOptions));
    };
    say('api and worker …');
    const [api, worker] = [await start('api'), await start('worker')];
    const registering = new Registering(api.url, relay);
    await pieces.add(() => registering.close());
    return {
      ...{ env, temporalAddress: services.env.TEMPORAL_ADDRESS, relay, registering, api, worker, start },
      registeringAt: (apiUrl) => new Registering(apiUrl, relay),
      registrants: new Registrants(0, registrants),
      others: new Registrants(registrants, 2 * registrants),
      servers: { postgres: pidOf(services, 'postgres'), temporal: pidOf(services, 'temporal') },
      stop: () => pieces.stop(),
    };
  } catch (error) {
    await pieces.stop();
    throw error;
  }
}

function pidOf({ processes }: LocalProduct, name: 'postgres' | 'temporal'): number {
  const pid = processes[name]?.pid();
  if (pid === undefined) throw new Error(`${name} does not run.`);
  return pid;
}
