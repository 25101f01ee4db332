import { connectToDatabase } from '@app/persistence';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '../../../../tools/testing/test-postgres.js';
import { json, type PartnerServer, startPartnerServer, status } from '../testing/partner-server.js';
import { configuredDirectories, type DirectoryOptions } from './configured-directories.js';

let database: TestDatabase;
let orm: MikroORM;
let recherche: PartnerServer;
let sirene: PartnerServer;
beforeAll(async () => {
  [recherche, sirene] = await Promise.all([startPartnerServer(), startPartnerServer()]);
  database = await createTestDatabase();
  orm = await connectToDatabase(database.databaseUrl, 5);
}, 60_000);
afterAll(async () => {
  await Promise.all([recherche.close(), sirene.close(), orm?.close(true)]);
  await database?.drop();
});
beforeEach(() => {
  recherche.asked.length = 0;
  sirene.asked.length = 0;
});

const asConfigured = (...directories: DirectoryOptions['directories']) =>
  configuredDirectories(
    {
      directories,
      directoryFile: fileURLToPath(new URL('../../../../data/establishments.json', import.meta.url)),
      rechercheEntreprisesUrl: recherche.url,
      sireneUrl: sirene.url,
      sireneApiKey: 'secret-key',
    },
    orm.em,
  );

describe('the directories a deployment names', () => {
  test('are the demo file alone by default, and nobody is asked', async () => {
    expect(await asConfigured('demo').find('21690123100011')).toMatchObject({ establishment: { city: 'Lyon' } });
    expect(await asConfigured('demo').find('35600000049837')).toEqual({ kind: 'not-found' });
    expect([...recherche.asked, ...sirene.asked]).toEqual([]);
    expect(await orm.em.fork().execute('select siret from directory_answer')).toEqual([]);
  });

  test('are asked in its order, Sirene with its key and Recherche d’entreprises without', async () => {
    recherche.answer = status(503);
    sirene.answer = status(404);
    const answer = await asConfigured('recherche-entreprises', 'sirene', 'demo').find('21690123100011');
    expect(answer).toMatchObject({ kind: 'found', establishment: { city: 'Lyon' } });
    expect(recherche.asked[0]?.headers['user-agent']).toMatch(/^Parcours\//u);
    expect(recherche.asked[0]?.headers).not.toHaveProperty('x-insee-api-key-integration');
    expect(sirene.asked[0]?.headers).toHaveProperty('x-insee-api-key-integration', 'secret-key');
  });

  test('are asked once a day for what one of them told', async () => {
    recherche.answer = status(503);
    sirene.answer = json({ header: { statut: 403, message: 'Établissement non diffusable' } }, 403);
    const siret = '21920023500014';
    for (let times = 0; times < 2; times += 1)
      expect(await asConfigured('recherche-entreprises', 'sirene').find(siret)).toEqual({ kind: 'not-diffusible' });
    expect([recherche.asked.length, sirene.asked.length]).toEqual([1, 1]);
  });

  test('tell of a key that is refused, until it is taken', async () => {
    const directory = asConfigured('sirene');
    expect(directory.keyIsTaken()).toBe(true);
    sirene.answer = status(403);
    expect(await directory.find('21330063500017')).toEqual({ kind: 'unavailable', cause: 'status-403' });
    expect(directory.keyIsTaken()).toBe(false);
    sirene.answer = status(404);
    await directory.find('21330063500017');
    expect(directory.keyIsTaken()).toBe(true);
  });

  test('ask the next one, also the second time, for a state that the first does not tell', async () => {
    const siret = '13000548111629';
    const unit = { nom_complet: 'X', nature_juridique: '7210', etat_administratif: 'A' };
    recherche.answer = json({ results: [{ ...unit, siege: { siret, etat_administratif: null } }] });
    sirene.answer = status(404);
    const untold = { kind: 'found', establishment: { open: null, unitOpen: true } };
    for (let times = 0; times < 2; times += 1)
      expect(await asConfigured('recherche-entreprises', 'sirene').find(siret)).toMatchObject(untold);
    expect([recherche.asked.length, sirene.asked.length]).toEqual([2, 2]);
  });

  test('never make an outage an unknown establishment', async () => {
    recherche.answer = json({ results: [] });
    sirene.answer = status(500);
    expect(await asConfigured('recherche-entreprises', 'sirene').find('21690123100011')).toEqual({
      kind: 'unavailable',
      cause: 'status-500',
    });
  });
});
