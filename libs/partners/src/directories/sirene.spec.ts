import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { outages, patienceFor } from '../testing/outages.js';
import { json, type PartnerServer, startPartnerServer, status } from '../testing/partner-server.js';
import { sireneDirectory } from './sirene.js';

let partner: PartnerServer;
beforeAll(async () => {
  partner = await startPartnerServer();
});
afterAll(() => partner.close());
beforeEach(() => {
  partner.asked.length = 0;
});

const directory = (withinMs?: number) =>
  sireneDirectory({ url: partner.url, apiKey: 'secret-key', ...(withinMs === undefined ? {} : { withinMs }) });

const siret = '21920023500014';
const period = (etat: string | null, dateDebut: string, changed: boolean) => ({
  dateFin: null,
  dateDebut,
  etatAdministratifEtablissement: etat,
  changementEtatAdministratifEtablissement: changed,
});
const site = {
  siren: '219200235',
  nic: '00014',
  siret,
  statutDiffusionEtablissement: 'O',
  etablissementSiege: true,
  uniteLegale: {
    statutDiffusionUniteLegale: 'O',
    etatAdministratifUniteLegale: 'A',
    categorieJuridiqueUniteLegale: '7210' as string | null,
    denominationUniteLegale: 'COMMUNE DE CLAMART',
  },
  adresseEtablissement: { codePostalEtablissement: '92140', libelleCommuneEtablissement: 'CLAMART' },
  periodesEtablissement: [period('A', '2008-01-01', false), period(null, '1983-03-01', true)],
};
const header = { statut: 200, message: 'OK' };
const about = (etablissement: object) => json({ header, etablissement });
const clamart = {
  siret,
  name: 'COMMUNE DE CLAMART',
  city: 'CLAMART',
  legalCategory: '7210',
  open: true,
  unitOpen: true,
  diffusible: true,
};

describe('Sirene', () => {
  test('is asked for the SIRET with our key', async () => {
    partner.answer = about(site);
    expect(await directory().find(siret)).toEqual({ kind: 'found', establishment: clamart });
    expect(partner.asked.map(({ method, url }) => `${method} ${url}`)).toEqual([`GET /siret/${siret}`]);
    expect(partner.asked[0]?.headers).toMatchObject({ 'x-insee-api-key-integration': 'secret-key' });
  });

  test('does not know a SIRET when it answers 404', async () => {
    partner.answer = json({ header: { statut: 404, message: `Aucun élément trouvé pour le siret ${siret}` } }, 404);
    expect(await directory().find(siret)).toEqual({ kind: 'not-found' });
  });

  test('may say nothing of an establishment when it answers 403', async () => {
    partner.answer = json({ header: { statut: 403, message: 'Établissement non diffusable' } }, 403);
    expect(await directory().find(siret)).toEqual({ kind: 'not-diffusible' });
  });

  test('says it by the status, however long the page is', async () => {
    partner.answer = status(404, {}, 'x'.repeat(200_000));
    expect(await directory().find(siret)).toEqual({ kind: 'not-found' });
  });

  test('has the state in the newest period, whatever its root says', async () => {
    const renamedAfterClosing = [
      period('F', '2022-06-15', false),
      period('F', '2021-12-31', true),
      period('A', '1983-03-01', true),
    ];
    partner.answer = about({
      ...site,
      etatAdministratifEtablissement: 'A',
      periodesEtablissement: renamedAfterClosing,
    });
    const establishment = { ...clamart, open: false };
    expect(await directory().find(siret)).toEqual({ kind: 'found', establishment });
  });

  test('tells a closed unit and a closed establishment apart', async () => {
    partner.answer = about({ ...site, uniteLegale: { ...site.uniteLegale, etatAdministratifUniteLegale: 'C' } });
    expect(await directory().find(siret)).toMatchObject({ establishment: { open: true, unitOpen: false } });
  });

  test.each([
    ['the establishment', { ...site, statutDiffusionEtablissement: 'P' }],
    ['the unit', { ...site, uniteLegale: { ...site.uniteLegale, statutDiffusionUniteLegale: 'P' } }],
    ['a status nobody knows', { ...site, statutDiffusionEtablissement: 'N' }],
  ])('shows neither name nor town when %s holds them back', async (_what, held) => {
    partner.answer = about(held);
    const establishment = { ...clamart, name: null, city: null, diffusible: false };
    expect(await directory().find(siret)).toEqual({ kind: 'found', establishment });
  });

  test('finds the SIRET among the several of a duplicate unit', async () => {
    partner.answer = json({ header, etablissements: [{ ...site, siret: '21920023500394' }, site] });
    expect(await directory().find(siret)).toEqual({ kind: 'found', establishment: clamart });
  });

  test.each([
    ['another establishment', { etablissement: { ...site, siret: '21920023500394' } }],
    ['several others', { etablissements: [{ ...site, siret: '21920023500394' }] }],
    ['none', {}],
  ])('is away, and has not matched, when it tells of %s', async (_what, told) => {
    partner.answer = json({ header, ...told });
    expect(await directory().find(siret)).toEqual({ kind: 'unavailable', cause: 'wrong-siret' });
  });

  test('leaves a missing category unknown, for a person to look at', async () => {
    partner.answer = about({ ...site, uniteLegale: { ...site.uniteLegale, categorieJuridiqueUniteLegale: null } });
    expect(await directory().find(siret)).toMatchObject({ kind: 'found', establishment: { legalCategory: '' } });
  });

  test.each([
    ['an establishment', { ...site, periodesEtablissement: [period(null, '2008-01-01', false)] }],
    ['an establishment without periods', { ...site, periodesEtablissement: [] }],
    ['a unit', { ...site, uniteLegale: { ...site.uniteLegale, etatAdministratifUniteLegale: 'X' } }],
  ])('is away, and has not said « closed », when the state of %s is none we know', async (_what, odd) => {
    partner.answer = about(odd);
    expect(await directory().find(siret)).toEqual({ kind: 'unavailable', cause: 'malformed' });
  });

  test.each(outages)('is away when it %s', async (_fault, answer, cause, retryAfter) => {
    partner.answer = answer;
    const told = await directory(patienceFor(cause)).find(siret);
    expect(told).toEqual({ kind: 'unavailable', cause: expect.stringMatching(cause), retryAfter });
    expect(partner.asked).toHaveLength(1);
  });

  test('never sends the key where a redirection points', async () => {
    const elsewhere = await startPartnerServer();
    partner.answer = status(301, { location: `${elsewhere.url}/siret/${siret}` });
    expect(await directory().find(siret)).toEqual({ kind: 'unavailable', cause: 'status-301' });
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.close();
  });

  test('says how long it wants to be left alone', async () => {
    partner.answer = status(429, { 'retry-after': '7' });
    const told = await directory().find(siret);
    expect(told).toEqual({ kind: 'unavailable', cause: 'status-429', retryAfter: 7 });
  });

  test('is away when nobody listens', async () => {
    const gone = await startPartnerServer();
    await gone.close();
    const told = await sireneDirectory({ url: gone.url, apiKey: 'secret-key' }).find(siret);
    expect(told).toEqual({ kind: 'unavailable', cause: 'ECONNREFUSED' });
  });
});
