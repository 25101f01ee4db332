import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { demoDirectory } from '../../libs/partners/src/directories/demo-directory.js';
import type { EstablishmentDirectory } from '../../libs/partners/src/directories/establishment-directory.js';
import { rechercheEntreprisesDirectory } from '../../libs/partners/src/directories/recherche-entreprises.js';
import { sireneDirectory } from '../../libs/partners/src/directories/sirene.js';
import { freePorts } from '../local/ports.js';
import { waitUntil } from '../local/wait-until.js';
import { type Service, services } from './faults.js';
import type { LoggedRequest } from './request-log.js';
import { type Simulators, startSimulators } from './simulators.js';

const directoryFile = 'data/establishments.json';
const { establishments } = JSON.parse(readFileSync(directoryFile, 'utf8')) as {
  establishments: { siret: string; behaviour?: string }[];
};
const lyon = '21690123100011';

let simulators: Simulators;
beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  simulators = await startSimulators({ port, directoryFile });
});
afterAll(() => simulators.stop());
beforeEach(async () => {
  await ask('/faults', { method: 'DELETE' });
});

const ask = (path: string, init?: RequestInit) => fetch(`${simulators.url}${path}`, init);
const order = (fault: object) => ask('/faults', { method: 'POST', body: JSON.stringify(fault) });
const requests = async (service: Service) =>
  (await (await ask(`/requests?service=${service}`)).json()) as LoggedRequest[];
const searchFor = (siret: string) =>
  `/recherche-entreprises/search?q=${siret}&minimal=true&include=siege,matching_etablissements`;

/** Our own clients, as the product makes them but for their patience. */
const client = (service: Service, withinMs = 4_000): EstablishmentDirectory => {
  const url = `${simulators.url}/${service}`;
  return service === 'sirene'
    ? sireneDirectory({ url, apiKey: 'simulated', withinMs })
    : rechercheEntreprisesDirectory({ url, userAgent: 'Parcours/spec', withinMs });
};

describe.each(services)('simulated %s', (service) => {
  test('tells our client of every establishment of the file what the demo directory tells', async () => {
    const demo = demoDirectory(directoryFile);
    expect(establishments.length).toBeGreaterThan(40);
    for (const { siret, behaviour } of establishments) {
      const told = await client(service).find(siret);
      if (behaviour === 'directory-outage') expect(told).toEqual({ kind: 'unavailable', cause: 'status-503' });
      else expect(told).toEqual(await demo.find(siret));
    }
    expect(await client(service).find('35600000049837')).toEqual({ kind: 'not-found' });
  });

  test.each([
    ['timeout', 'timeout', undefined],
    ['redirect', 'status-302', undefined],
    ['status-429', 'status-429', 1],
    ['status-500', 'status-500', undefined],
    ['status-503', 'status-503', undefined],
    ['malformed', 'malformed', undefined],
    ['huge', 'huge', undefined],
    ['wrong-siret', 'wrong-siret', undefined],
    ['refuse-connection', 'ECONNRESET', undefined],
  ])(
    '%s is an outage to our client, as often as ordered, and to this service only',
    async (fault, cause, retryAfter) => {
      expect((await order({ service, fault, times: 1 })).status).toBe(201);
      const other = services.find((one) => one !== service) ?? service;
      expect(await client(other).find(lyon)).toMatchObject({ kind: 'found' });
      const before = await requests(service);
      const patience = fault === 'timeout' ? 300 : 4_000;
      expect(await client(service, patience).find(lyon)).toEqual({ kind: 'unavailable', cause, retryAfter });
      expect(await client(service).find(lyon)).toMatchObject({ kind: 'found' });
      expect((await requests(service)).slice(before.length)).toHaveLength(2);
    },
  );

  test('slow is the right answer, and not at once', async () => {
    await order({ service, fault: 'slow' });
    expect(await client(service, 500).find(lyon)).toEqual({ kind: 'unavailable', cause: 'timeout' });
    expect(await client(service).find(lyon)).toMatchObject({ kind: 'found' });
  });

  test('an order without a number holds until all are lifted', async () => {
    await order({ service, fault: 'status-500' });
    for (let times = 0; times < 3; times += 1)
      expect(await client(service).find(lyon)).toEqual({ kind: 'unavailable', cause: 'status-500' });
    expect((await ask('/faults', { method: 'DELETE' })).status).toBe(204);
    expect(await client(service).find(lyon)).toMatchObject({ kind: 'found' });
  });

  test('keeps what it was asked, in order: SIRET and status, and null where none was given', async () => {
    const before = await requests(service);
    await client(service).find(lyon);
    await order({ service, fault: 'refuse-connection' });
    await client(service).find('21920023500014');
    const [answered, refused] = (await requests(service)).slice(before.length);
    expect(answered).toMatchObject({ service, method: 'GET', status: 200, siret: lyon });
    expect(answered?.path).toContain(lyon);
    expect(Date.parse(answered?.at ?? '')).toBeGreaterThan(0);
    expect(refused).toMatchObject({ status: null, siret: '21920023500014' });
  });
});

test('Recherche d’entreprises shows the head office as `siege`, what is included only, and hides what is not diffusible', async () => {
  const [unit] = ((await (await ask(searchFor('21920023500394'))).json()) as { results: Record<string, object>[] })
    .results;
  expect(unit).toMatchObject({ siege: { siret: '21920023500014' }, matching_etablissements: [{ est_siege: false }] });
  expect(unit).not.toHaveProperty('complements');
  const [partial] = ((await (await ask(searchFor('99990006100014'))).json()) as { results: object[] }).results;
  expect(partial).toMatchObject({ nom_complet: '[NON-DIFFUSIBLE]', statut_diffusion: 'P' });
});

test('Recherche d’entreprises answers 400 to a question it does not understand', async () => {
  for (const query of ['', '?q=', `?q=${lyon}&include=siege`]) {
    const answer = await ask(`/recherche-entreprises/search${query}`);
    expect([answer.status, await answer.json()]).toEqual([400, { erreur: expect.any(String) }]);
  }
});

test('Sirene wants a key, and has the state of a closed establishment in its newest period only', async () => {
  expect((await ask(`/sirene/siret/${lyon}`)).status).toBe(401);
  const headers = { 'X-INSEE-Api-Key-Integration': 'any' };
  expect((await ask('/sirene/siret/12', { headers })).status).toBe(400);
  const { etablissement } = (await (await ask('/sirene/siret/21930066200018', { headers })).json()) as {
    etablissement: object;
  };
  expect(etablissement).not.toHaveProperty('etatAdministratifEtablissement');
  expect(etablissement).toMatchObject({
    periodesEtablissement: [
      { etatAdministratifEtablissement: 'F', dateDebut: '2025-01-01', changementEtatAdministratifEtablissement: true },
      { etatAdministratifEtablissement: 'A' },
    ],
  });
});

test('what is not in the contract is refused: another fault, another service, another page', async () => {
  expect((await order({ service: 'sirene', fault: 'explode' })).status).toBe(422);
  expect((await order({ service: 'the-moon', fault: 'timeout' })).status).toBe(422);
  expect((await ask('/faults', { method: 'POST', body: '{' })).status).toBe(422);
  expect((await ask('/net-entreprises/authentifier/1.0/', { method: 'POST' })).status).toBe(404);
  expect((await ask('/sirene/siret/1', { method: 'POST' })).status).toBe(405);
});

test('a page of another site reaches nothing', async () => {
  expect((await ask('/requests', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
});

test('stopping it ends also what it never answered', async () => {
  const [port = 0] = await freePorts(1);
  const second = await startSimulators({ port, directoryFile });
  await fetch(`${second.url}/faults`, {
    method: 'POST',
    body: JSON.stringify({ service: 'sirene', fault: 'timeout' }),
  });
  const asked = fetch(`${second.url}/sirene/siret/${lyon}`).then(
    () => 'answered',
    () => 'cut off',
  );
  await waitUntil('it is asked', async () => ((await (await fetch(`${second.url}/requests`)).json()) as []).length > 0);
  await second.stop();
  expect(await asked).toBe('cut off');
});
