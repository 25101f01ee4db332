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

  test.each(['Établissement non diffusable', 'Unité légale non-diffusible'])(
    'may say nothing of an establishment when its 403 says so: %s',
    async (message) => {
      partner.answer = json({ header: { statut: 403, message } }, 403);
      expect(await directory().find(siret)).toEqual({ kind: 'not-diffusible' });
    },
  );

  test.each([
    ['another sentence', json({ header: { statut: 403, message: 'Accès refusé' } }, 403)],
    ['the gateway’s own form', json({ code: '900908', message: 'Resource forbidden' }, 403)],
    ['a page', status(403, { 'content-type': 'text/html' }, '<h1>Forbidden</h1>')],
    ['nothing', status(403, {}, '')],
    ['a page without end', status(403, {}, 'non diffusible'.repeat(100_000))],
  ])('is away, and has not said « not diffusible », when its 403 holds %s', async (_what, answer) => {
    partner.answer = answer;
    expect(await directory().find(siret)).toEqual({ kind: 'unavailable', cause: 'status-403' });
  });

  test('says whether our key was taken, where the answer tells', async () => {
    const heard: boolean[] = [];
    const onKey = (isTaken: boolean) => void heard.push(isTaken);
    const asking = sireneDirectory({ url: partner.url, apiKey: 'secret-key', onKey });
    const answers = [status(401), status(403), status(500), status(429), status(404), about(site)];
    for (const answer of [...answers, json({ header: { message: 'non diffusible' } }, 403)]) {
      partner.answer = answer;
      await asking.find(siret);
    }
    expect(heard).toEqual([false, false, true, true, true]);
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
    const establishment = { ...clamart, open: false, closedOn: '2021-12-31' };
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
    ['an establishment', { ...site, periodesEtablissement: [period(null, '2008-01-01', false)] }, { open: null }],
    ['an establishment without periods', { ...site, periodesEtablissement: [] }, { open: null }],
    ['an establishment whose periods are none', { ...site, periodesEtablissement: 'none' }, { open: null }],
    [
      'a unit',
      { ...site, uniteLegale: { ...site.uniteLegale, etatAdministratifUniteLegale: 'X' } },
      { unitOpen: null },
    ],
  ])('tells no state, and has not said « closed », when that of %s is none we know', async (_what, odd, untold) => {
    partner.answer = about(odd);
    expect(await directory().find(siret)).toEqual({ kind: 'found', establishment: { ...clamart, ...untold } });
  });

  test.each([
    ['others of any form', { etablissements: [null, 3, { ...site, siret: 7 }, site] }],
    ['another that cannot be read', { etablissement: { siret: null }, etablissements: [site] }],
    [
      'older periods of any form',
      { etablissement: { ...site, periodesEtablissement: [...site.periodesEtablissement, null, 3, {}] } },
    ],
    ['an address and a header of another form', { etablissement: { ...site, autre: 1 }, header: null }],
  ])('judges the establishment that was asked for only, beside %s', async (_what, told) => {
    partner.answer = json({ header, ...told });
    expect(await directory().find(siret)).toMatchObject({ kind: 'found', establishment: clamart });
  });

  test('tells since when an establishment is closed: by the period in which its state changed', async () => {
    const periods = [
      period('F', '2022-06-15', false),
      period('F', '2021-12-31', true),
      period('A', '1983-03-01', true),
    ];
    partner.answer = about({ ...site, periodesEtablissement: periods });
    expect(await directory().find(siret)).toMatchObject({ establishment: { open: false, closedOn: '2021-12-31' } });
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
