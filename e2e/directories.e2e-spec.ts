import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fictitiousContract, fictitiousSiret, loadContracts } from '../tools/faults/fictitious-establishments.js';
import { type LocalProduct, startLocal } from '../tools/local/start-local.js';
import { waitUntil } from '../tools/local/wait-until.js';
import { freshFolder } from '../tools/local/fresh-folder.js';

/** The product with real directories, which are away in each way they can be: one establishment has one fault. */
const outages = [
  ...['timeout', 'redirect', 'status-429', 'status-500', 'status-503', 'malformed', 'huge', 'wrong-siret'],
  'refuse-connection',
];
const directories = ['recherche-entreprises', 'sirene'];
/** The contract's, for any answer. */
const longestAnswer = 10_000;

const all = [...outages, 'slow', 'healthy', 'status-500 of the first', 'timeout of the first', 'unknown'].map(
  (name, index) => ({
    ...{ name, siret: fictitiousSiret(index), contractNumber: fictitiousContract(index) },
    ...{ kind: 'eligible' as const, email: `annuaire-${index}@exemple.fr` },
  }),
);
type Establishment = (typeof all)[number];
const about = (name: string): Establishment => all.find((one) => one.name === name) ?? all[0]!;

let product: LocalProduct;
const dataDir = freshFolder('e2e');
const directoryFile = join(dataDir, 'establishments.json');

function writeDirectory(healed: boolean): void {
  const establishments = all
    .filter(({ name }) => name !== 'unknown')
    .map(({ name, siret }) => ({
      ...{ siret, name: `Commune ${siret}`, city: 'Fictive', legalCategory: '7210', state: 'open' },
      ...(healed && name !== 'slow' ? {} : { behaviour: name }),
    }));
  writeFileSync(`${directoryFile}.draft`, JSON.stringify({ establishments }));
  renameSync(`${directoryFile}.draft`, directoryFile);
}

beforeAll(async () => {
  writeDirectory(false);
  const env = {
    ...{ PATH: process.env.PATH, TEMPORAL_CLI_PATH: process.env.TEMPORAL_CLI_PATH, ADDRESS_LIMITS: 'off' },
    ...{ DIRECTORIES: directories.join(','), DIRECTORY_FILE: directoryFile },
  };
  product = await startLocal({ env, dataDir, ports: 'free', durable: false });
  await loadContracts(product.env.MIGRATIONS_DATABASE_URL, all);
}, 120_000);
afterAll(async () => {
  await product?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 120_000);

interface Answer {
  status: number;
  body: { id: string; status?: string; situation?: string; code?: string; nextStep?: string; delayed?: boolean };
  ms: number;
}
async function call(method: string, path: string, body?: object): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(`${product.addresses.api}/v1${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  const told = (await response.json()) as Answer['body'];
  return { status: response.status, body: told, ms: performance.now() - began };
}
const check = ({ siret, contractNumber }: Establishment) =>
  call('POST', '/establishments/check', { siret, contractNumber });
const register = ({ siret, contractNumber, email }: Establishment) =>
  call('POST', '/registrations', {
    ...{ route: 'classic', siret, contractNumber, acceptTerms: true },
    applicant: { lastName: 'Martin', firstName: 'Nadia', email },
  });
const follow = async (id: string) => (await call('GET', `/registrations/${id}`)).body;
const mailsTo = async ({ email }: Establishment) =>
  (await (await fetch(`${product.addresses.inbox}/messages?to=${email}`)).json()) as unknown[];

/** Of each directory, how often it was asked for the establishment so far. */
const asked = async ({ siret }: Establishment): Promise<number[]> =>
  Promise.all(
    directories.map(async (service) => {
      const requests = await (await fetch(`${product.addresses.simulators}/requests?service=${service}`)).json();
      return (requests as { siret?: string }[]).filter((one) => one.siret === siret).length;
    }),
  );
const order = (service: string, fault: string) =>
  fetch(`${product.addresses.simulators}/faults`, { method: 'POST', body: JSON.stringify({ service, fault }) });
const noFaults = () => fetch(`${product.addresses.simulators}/faults`, { method: 'DELETE' });

describe('while both directories are away', () => {
  const told = new Map<string, { checked: Answer; registered: Answer; asked: number[] }>();
  const toldOf = (fault: string) => told.get(fault) ?? Promise.reject(new Error(`nothing was told of ${fault}`));

  beforeAll(async () => {
    const live = async (fault: string) => {
      const one = about(fault);
      const checked = await check(one);
      const registered = await register(one);
      told.set(fault, { checked, registered, asked: await asked(one) });
    };
    await Promise.all(outages.map(live));
  }, 120_000);

  test.each(outages)('%s: the check says so, within 10 s', async (fault) => {
    const { checked } = await toldOf(fault);
    expect([checked.status, checked.body.situation]).toEqual([200, 'directory-unavailable']);
    expect(checked.ms).toBeLessThan(longestAnswer);
  });

  test.each(outages)(
    '%s: registering is accepted within 10 s, and the case waits: it is not refused',
    async (fault) => {
      const { registered } = await toldOf(fault);
      expect([registered.status, registered.body.status]).toEqual([202, 'checking']);
      expect(registered.ms).toBeLessThan(longestAnswer);
      expect(await follow(registered.body.id)).toMatchObject({ status: 'checking', nextStep: 'wait', delayed: false });
    },
  );

  test.each(outages)('%s: a directory that fails is not asked over and over', async (fault) => {
    const { asked: times } = await toldOf(fault);
    for (const each of times) {
      expect(each).toBeGreaterThanOrEqual(1);
      expect(each).toBeLessThanOrEqual(5);
    }
  });

  test('whoever has waited for over a minute is told that it takes long', async () => {
    const { registered } = await toldOf('timeout');
    const database = new Client(product.env.DATABASE_URL);
    await database.connect();
    await database
      .query(`update registration set received_at = now() - interval '61 seconds' where public_id = $1`, [
        registered.body.id,
      ])
      .finally(() => database.end());
    expect(await follow(registered.body.id)).toMatchObject({ status: 'checking', nextStep: 'wait', delayed: true });
  });

  test('what we know ourselves is told all the same: in progress, or no such contract', async () => {
    const one = about('status-500');
    expect((await check(one)).body.situation).toBe('in-progress');
    expect((await check({ ...one, contractNumber: 'DEMO0000000' })).body.situation).toBe('contract-unknown');
  });

  describe('and when they are back', () => {
    beforeAll(() => writeDirectory(true));

    test.each(outages)(
      '%s: the journey has gone on by itself, and the mail has left',
      async (fault) => {
        const { registered } = await toldOf(fault);
        const opened = async () => (await follow(registered.body.id)).status === 'awaiting-password';
        await waitUntil(`the journey that met ${fault}`, opened, { patience: 60_000, every: 250 });
        await waitUntil('its mail', async () => (await mailsTo(about(fault))).length === 1);
        for (const each of await asked(about(fault))) expect(each).toBeLessThanOrEqual(8);
      },
      90_000,
    );
  });
});

describe('one directory', () => {
  test('that is slow is waited for', async () => {
    expect((await check(about('slow'))).body.situation).toBe('open');
    expect((await register(about('slow'))).body.status).toBe('awaiting-password');
  });

  test.each(['status-500', 'timeout'])(
    'that is away (%s) is replaced by the next one',
    async (fault) => {
      const one = about(`${fault} of the first`);
      await order('recherche-entreprises', fault);
      const checked = await check(one);
      expect(checked.body.situation).toBe('open');
      expect(checked.ms).toBeLessThan(longestAnswer);
      const registered = await register(one);
      expect([registered.status, registered.body.status]).toEqual([201, 'awaiting-password']);
      await noFaults();
    },
    40_000,
  );

  test('that does not know it leaves the word to an outage of the other', async () => {
    await order('sirene', 'status-503');
    expect((await check(about('unknown'))).body.situation).toBe('directory-unavailable');
    await noFaults();
    expect((await check(about('unknown'))).body.situation).toBe('unknown');
    expect((await register(about('unknown'))).body.code).toBe('establishment-unknown');
  });
});

test('what a directory told is remembered: it is asked once for check and registration, and not missed while away', async () => {
  const one = about('healthy');
  expect((await check(one)).body.situation).toBe('open');
  for (const service of directories) await order(service, 'status-503');
  expect((await check(one)).body.situation).toBe('open');
  expect((await register(one)).body.status).toBe('awaiting-password');
  expect(await asked(one)).toEqual([1, 0]);
  await noFaults();
});
