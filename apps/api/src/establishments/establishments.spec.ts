import type { DirectoryAnswer } from '@app/partners';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { anEstablishment, awaitingPassword } from '../../testing/facts.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const told = (siret: string, fields: object = {}): DirectoryAnswer => ({
  kind: 'found',
  establishment: {
    ...{ siret, name: 'Mairie de Trifouillis', city: 'Trifouillis', legalCategory: '7210' },
    ...{ open: true, unitOpen: true, diffusible: true },
    ...fields,
  },
});
const check = async (body: { siret: string; contractNumber: string }, answer: DirectoryAnswer) => {
  api.directory.answer = answer;
  const { siret, contractNumber } = body;
  return (await api.http.post('/v1/establishments/check').send({ siret, contractNumber }).expect(200)).body;
};
const away: DirectoryAnswer = { kind: 'unavailable', cause: 'timeout' };
const wrongNumber = 'DEMO0000';

test('F4: open, with the establishment to confirm, and nothing written', async () => {
  const establishment = await anEstablishment(api);
  expect(await check(establishment, told(establishment.siret))).toEqual({
    situation: 'open',
    establishment: {
      ...{ siret: establishment.siret, name: 'Mairie de Trifouillis', city: 'Trifouillis' },
      legalCategory: { code: '7210', label: 'Commune et commune nouvelle' },
    },
  });
  expect(
    await api.sql('select (select count(*)::int from registration) + (select count(*)::int from notice) as written'),
  ).toEqual([{ written: 0 }]);
});

test('F2: the directory’s facts come first, and say nothing of the contract', async () => {
  const { siret } = await anEstablishment(api);
  const stranger = { siret, contractNumber: wrongNumber };
  expect((await check(stranger, { kind: 'not-found' })).situation).toBe('unknown');
  expect((await check(stranger, told(siret, { open: false }))).situation).toBe('closed');
  expect((await check(stranger, told(siret, { legalCategory: '5710' }))).situation).toBe('not-eligible');
  expect((await check(stranger, told(siret))).situation).toBe('contract-unknown');
});

test('not diffusible: name, town and category stay null, registering is possible', async () => {
  const establishment = await anEstablishment(api);
  expect(await check(establishment, { kind: 'not-diffusible' })).toEqual({
    situation: 'open',
    establishment: { siret: establishment.siret, name: null, city: null, legalCategory: null },
  });
});

test('F4, F5: in progress, under review, registered; also while the directory is away', async () => {
  const waiting = await awaitingPassword(api);
  for (const answer of [told(waiting.siret), away]) {
    expect(await check(waiting, answer)).toMatchObject({
      situation: 'in-progress',
      registration: { id: waiting.publicId, sentTo: 'z•••@exemple.fr' },
      establishment: { name: 'Mairie de Trifouillis' },
    });
  }
  await api.sql(`update registration set status = 'under-review' where id = $1`, waiting.id);
  expect((await check(waiting, away)).situation).toBe('under-review');
  await api.sql(
    `update account set status = 'active', password_hash = 'x', expires_at = now() + interval '1 year' where registration_id = $1`,
    waiting.id,
  );
  await api.sql(`update registration set status = 'completed' where id = $1`, waiting.id);
  const registered = await check(waiting, away);
  expect(registered).toMatchObject({
    situation: 'registered',
    administrators: [{ name: 'Zoé Durand', email: 'z•••@exemple.fr', canSignIn: true }],
  });
  expect(registered.registration).toBeUndefined();
  const lines = await api.sql('select event from audit_event where subject = $1', waiting.caseNumber);
  expect(lines).toEqual([{ event: 'administrators.listed' }]);
  expect(JSON.stringify(await check({ ...waiting, contractNumber: wrongNumber }, away))).not.toMatch(/Durand|exemple/u);
});

test('an establishment of ours that has moved or closed: administrators and the mail in waiting come first, then the closing', async () => {
  const waiting = await awaitingPassword(api);
  const stranger = { ...waiting, contractNumber: wrongNumber };
  const { siret } = waiting;
  const moved: [DirectoryAnswer, string][] = [
    [told(siret, { open: false, closedOn: '2026-09-30' }), 'closed'],
    [told(siret, { unitOpen: false }), 'closed'],
    [told(siret, { legalCategory: '5710' }), 'not-eligible'],
    [{ kind: 'not-found' }, 'unknown'],
  ];
  for (const [answer, otherwise] of moved) {
    expect(await check(waiting, answer)).toMatchObject({
      situation: 'in-progress',
      registration: { id: waiting.publicId },
      establishment: { siret, name: 'Mairie de Trifouillis' },
    });
    const toStranger = await check(stranger, answer);
    expect(toStranger.situation).toBe(otherwise);
    expect(toStranger).not.toHaveProperty('registration');
  }
  await api.sql(`update registration set status = 'under-review' where id = $1`, waiting.id);
  for (const [answer] of moved) expect((await check(waiting, answer)).situation).toBe('under-review');
  await api.sql(`update registration set status = 'completed' where id = $1`, waiting.id);
  for (const [answer, otherwise] of moved) {
    expect(await check(waiting, answer)).toMatchObject({ situation: 'registered', administrators: [] });
    expect(await check(stranger, answer)).not.toHaveProperty('administrators');
    expect((await check(stranger, answer)).situation).toBe(otherwise);
  }
});

test('closed: since when, where the directory tells', async () => {
  const establishment = await anEstablishment(api);
  const closed = told(establishment.siret, { open: false, closedOn: '2026-09-30' });
  expect(await check(establishment, closed)).toMatchObject({ situation: 'closed', closedOn: '2026-09-30' });
  expect(await check(establishment, told(establishment.siret, { open: false }))).not.toHaveProperty('closedOn');
});

test('a wrong contract number is not told that we know the establishment, also while its directory is away', async () => {
  const { siret } = await awaitingPassword(api);
  expect(await check({ siret, contractNumber: wrongNumber }, away)).toEqual({ situation: 'contract-unknown' });
});

test('directory away: what it alone would decide is said to be unavailable, never « not eligible »', async () => {
  expect((await check(await anEstablishment(api), away)).situation).toBe('directory-unavailable');
});

test('a wrong contract number gets the same answer whether the establishment is registered or not, also with the directory away', async () => {
  const [registered, other] = [await awaitingPassword(api), await anEstablishment(api)];
  const wrongly = ({ siret }: { siret: string }) => check({ siret, contractNumber: wrongNumber }, away);
  expect(await wrongly(registered)).toEqual({ situation: 'contract-unknown' });
  expect(await wrongly(other)).toEqual({ situation: 'contract-unknown' });
});
