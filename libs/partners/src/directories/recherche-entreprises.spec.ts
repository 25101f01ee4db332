import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { outages, patienceFor } from '../testing/outages.js';
import { json, type PartnerServer, startPartnerServer, status } from '../testing/partner-server.js';
import { rechercheEntreprisesDirectory } from './recherche-entreprises.js';

let partner: PartnerServer;
beforeAll(async () => {
  partner = await startPartnerServer();
});
afterAll(() => partner.close());
beforeEach(() => {
  partner.asked.length = 0;
});

const directory = (withinMs?: number) =>
  rechercheEntreprisesDirectory({
    url: partner.url,
    userAgent: 'Parcours/spec',
    ...(withinMs === undefined ? {} : { withinMs }),
  });

const site = {
  siret: '21920023500014',
  est_siege: true,
  etat_administratif: 'A',
  adresse: '1 PLACE MAURICE GUNSBOURG 92140 CLAMART',
  code_postal: '92140',
  libelle_commune: 'CLAMART',
  date_fermeture: null as string | null,
  statut_diffusion_etablissement: 'O',
};
const unit = {
  siren: '219200235',
  nom_complet: 'COMMUNE DE CLAMART',
  nature_juridique: '7210',
  etat_administratif: 'A',
  statut_diffusion: 'O',
  siege: site,
  matching_etablissements: [site],
  complements: { est_service_public: null, est_administration: true },
};
const results = (...units: unknown[]) =>
  json({ results: units, total_results: units.length, page: 1, per_page: 10, total_pages: 1 });
const clamart = {
  siret: '21920023500014',
  name: 'COMMUNE DE CLAMART',
  city: 'CLAMART',
  legalCategory: '7210',
  open: true,
  unitOpen: true,
  diffusible: true,
};
const secondary = { ...site, siret: '21920023500394', est_siege: false };

describe('Recherche d’entreprises', () => {
  test('is asked for the SIRET, by name of our software and without a key', async () => {
    partner.answer = results(unit);
    expect(await directory().find(site.siret)).toEqual({ kind: 'found', establishment: clamart });
    expect(partner.asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /search?q=21920023500014&minimal=true&include=siege%2Ccomplements%2Cmatching_etablissements',
    ]);
    expect(partner.asked[0]?.headers).toMatchObject({ 'user-agent': 'Parcours/spec', accept: 'application/json' });
  });

  test('does not know a SIRET when it answers 200 without results', async () => {
    partner.answer = results();
    expect(await directory().find(site.siret)).toEqual({ kind: 'not-found' });
  });

  test('tells a secondary establishment apart from its head office', async () => {
    const closed = { ...secondary, etat_administratif: 'F', date_fermeture: '2024-03-01' };
    partner.answer = results({ ...unit, matching_etablissements: [closed] });
    const establishment = { ...clamart, siret: secondary.siret, open: false, closedOn: '2024-03-01' };
    expect(await directory().find(secondary.siret)).toEqual({ kind: 'found', establishment });
  });

  test('is away, and has not matched, when the SIRET it tells of is another one', async () => {
    partner.answer = results(unit);
    expect(await directory().find(secondary.siret)).toEqual({ kind: 'unavailable', cause: 'wrong-siret' });
  });

  test('finds the SIRET in whichever of several units holds it', async () => {
    partner.answer = results({ ...unit, siege: secondary, matching_etablissements: null }, unit);
    expect(await directory().find(site.siret)).toMatchObject({ kind: 'found', establishment: clamart });
  });

  test('tells a closed unit and a closed establishment apart', async () => {
    partner.answer = results({ ...unit, etat_administratif: 'C' });
    expect(await directory().find(site.siret)).toMatchObject({ establishment: { open: true, unitOpen: false } });
  });

  test.each([
    ['the establishment', { ...unit, matching_etablissements: [{ ...site, statut_diffusion_etablissement: 'P' }] }],
    ['the unit', { ...unit, statut_diffusion: 'P' }],
    ['a status nobody knows', { ...unit, statut_diffusion: 'N' }],
  ])('shows neither name nor town when %s holds them back', async (_what, held) => {
    partner.answer = results(held);
    const establishment = { ...clamart, name: null, city: null, diffusible: false };
    expect(await directory().find(site.siret)).toEqual({ kind: 'found', establishment });
  });

  test('leaves a missing category unknown, for a person to look at', async () => {
    partner.answer = results({ ...unit, nature_juridique: null });
    expect(await directory().find(site.siret)).toMatchObject({ kind: 'found', establishment: { legalCategory: '' } });
  });

  test.each([
    [
      'other results of any form',
      (told: object) =>
        results(null, 7, [], { siege: null }, { ...unit, siege: 3, matching_etablissements: 'x' }, told),
    ],
    [
      'other establishments of the unit without state or SIRET',
      (told: object) =>
        results({
          ...told,
          siege: { siret: null },
          matching_etablissements: [
            null,
            { ...secondary, etat_administratif: null },
            { etat_administratif: 'Z' },
            site,
          ],
        }),
    ],
    [
      'a head office in a state of its own',
      (told: object) =>
        results({
          ...told,
          siege: { ...site, siret: secondary.siret, etat_administratif: null, libelle_commune: 7 },
          complements: 'none',
        }),
    ],
  ])('judges the establishment that was asked for only, beside %s', async (_what, answer) => {
    partner.answer = answer(unit);
    expect(await directory().find(site.siret)).toEqual({ kind: 'found', establishment: clamart });
  });

  test.each([
    ['an establishment', { ...unit, matching_etablissements: [{ ...site, etat_administratif: 'X' }] }, { open: null }],
    [
      'an establishment without one',
      { ...unit, matching_etablissements: [{ ...site, etat_administratif: undefined }] },
      { open: null },
    ],
    ['a unit', { ...unit, etat_administratif: null }, { unitOpen: null }],
  ])('tells no state, and has not said « closed », when that of %s is none we know', async (_what, odd, untold) => {
    partner.answer = results(odd);
    expect(await directory().find(site.siret)).toEqual({ kind: 'found', establishment: { ...clamart, ...untold } });
  });

  test('tells since when an establishment is closed', async () => {
    const closed = { ...site, etat_administratif: 'F', date_fermeture: '2025-06-30' };
    partner.answer = results({ ...unit, matching_etablissements: [closed] });
    expect(await directory().find(site.siret)).toMatchObject({
      establishment: { open: false, closedOn: '2025-06-30' },
    });
    partner.answer = results({ ...unit, matching_etablissements: [{ ...closed, date_fermeture: 'autrefois' }] });
    const { establishment } = (await directory().find(site.siret)) as { establishment: object };
    expect(establishment).not.toHaveProperty('closedOn');
  });

  test.each(outages)('is away when it %s', async (_fault, answer, cause, retryAfter) => {
    partner.answer = answer;
    const told = await directory(patienceFor(cause)).find(site.siret);
    expect(told).toEqual({ kind: 'unavailable', cause: expect.stringMatching(cause), retryAfter });
    expect(partner.asked).toHaveLength(1);
  });

  test('is away, not ignorant, when it answers 404', async () => {
    partner.answer = status(404);
    expect(await directory().find(site.siret)).toEqual({ kind: 'unavailable', cause: 'status-404' });
  });

  test('says how long it wants to be left alone', async () => {
    partner.answer = status(429, { 'retry-after': '7' });
    const told = await directory().find(site.siret);
    expect(told).toEqual({ kind: 'unavailable', cause: 'status-429', retryAfter: 7 });
  });

  test('is away when nobody listens', async () => {
    const gone = await startPartnerServer();
    await gone.close();
    const told = await rechercheEntreprisesDirectory({ url: gone.url, userAgent: 'spec' }).find(site.siret);
    expect(told).toEqual({ kind: 'unavailable', cause: 'ECONNREFUSED' });
  });

  test('is away when who asks has no more time, long before its own limit', async () => {
    const patience = new AbortController();
    partner.answer = () => patience.abort();
    expect(await directory(60_000).find(site.siret, patience.signal)).toEqual({
      kind: 'unavailable',
      cause: 'timeout',
    });
    expect(await directory(60_000).find(site.siret, patience.signal)).toMatchObject({ kind: 'unavailable' });
    expect(partner.asked).toHaveLength(1);
  });
});
