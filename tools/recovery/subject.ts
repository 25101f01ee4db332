import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  fictitiousContract,
  fictitiousSiret,
  loadContracts,
  writeDirectory,
} from '../faults/fictitious-establishments.js';
import { type LocalProduct, startLocal } from '../local/start-local.js';
import { clearFaults, orderFault } from '../local/inbox/order-faults.js';

/** The product under measurement, and what a client does with it. */
export interface Subject {
  product: LocalProduct;
  /** A worker more, as a process of its own. */
  secondWorker(): Promise<LocalProduct>;
  /** Status of the answer; 0 when nobody answered. */
  register(email: string): Promise<number>;
  /** Does a question that needs the database have its answer? */
  serves(): Promise<boolean>;
  mailsTo(email: string): Promise<number>;
  relay(state: 'down' | 'up'): Promise<void>;
  /** Case numbers whose journey has not come past its first stage. */
  checking(): Promise<string[]>;
  stop(): Promise<void>;
}

const establishments = Array.from({ length: 2_000 }, (_, index) => ({
  ...{ siret: fictitiousSiret(index), contractNumber: fictitiousContract(index), kind: 'eligible' as const },
}));

/** `folder` must be one that user `postgres` can enter. */
export async function startSubject(folder: string): Promise<Subject> {
  mkdirSync(folder, { recursive: true });
  const directory = join(folder, 'establishments.json');
  writeDirectory(directory, establishments);
  const { PATH, HOME, TEMPORAL_CLI_PATH } = process.env;
  const env = { PATH, HOME, TEMPORAL_CLI_PATH, DIRECTORY_FILE: directory, ADDRESS_LIMITS: 'off' };
  // Killed again and again: without these each restart would wait longer than the one before.
  const waits = { shortest: 1_000, longest: 1_000, longLife: 60_000 };
  const product = await startLocal({
    ...{ env, dataDir: join(folder, 'one'), ports: 'free', durable: false, apps: ['api', 'worker'], waits },
  });
  await loadContracts(product.env.MIGRATIONS_DATABASE_URL, establishments);
  const observer = new Client(product.env.MIGRATIONS_DATABASE_URL);
  observer.on('error', () => undefined); // PostgreSQL is killed, too
  await observer.connect();
  const { api, inbox = '' } = product.addresses;
  const left = [...establishments];

  const post = (path: string, body: object) =>
    fetch(`${api}/v1${path}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
  return {
    product,
    secondWorker: () =>
      startLocal({
        ...{ env: { ...product.env }, dataDir: join(folder, 'two'), ports: 'free', apps: ['worker'], waits },
      }),
    register: (email) => {
      const { siret, contractNumber } = left.pop() ?? {};
      const applicant = { lastName: 'Martin', firstName: 'Nadia', email };
      return post('/registrations', { route: 'classic', siret, contractNumber, applicant, acceptTerms: true });
    },
    serves: async () => {
      const [one] = establishments;
      return (await post('/establishments/check', { siret: one?.siret, contractNumber: one?.contractNumber })) === 200;
    },
    mailsTo: async (email) =>
      ((await (await fetch(`${inbox}/messages?to=${encodeURIComponent(email)}`)).json()) as unknown[]).length,
    async relay(state) {
      await (state === 'up' ? clearFaults(inbox) : orderFault(inbox, { fault: 'down' }));
    },
    async checking() {
      const { rows } = await observer.query<{ id: string }>(
        `select case_number as id from registration where status = 'checking'`,
      );
      return rows.map(({ id }) => id);
    },
    async stop() {
      await observer.end().catch(() => undefined);
      await product.stop();
    },
  };
}
