import { jest } from '@jest/globals';
import { SealedCookies } from './sealed-cookies.js';
import * as samples from './testing/samples.js';
import { ownWeb } from './testing/own-web.js';
import type { FakeApi } from './testing/fake-api.js';
import { startWeb } from './testing/web-under-test.js';
import { Visitor } from './testing/visitor.js';
import { addresses } from './ui/addresses.js';

const { id, link, numbers, ok, passwordReceipt, problem, receipt, session, situated, token, view } = samples;
const applicant = { ...numbers, nom: 'Martin', prenom: 'Nadia', courriel: 'nadia', cle: 'A'.repeat(22) };
const secret = 'tramway citron lunaire bleu';

const web = ownWeb();

interface Form {
  /** Where it stands, when that is not where it is sent. */
  page?: string;
  path: string;
  sent: Record<string, string>;
  /** What the page shows of it again, and what it never shows. */
  kept: string;
  api?: (api: FakeApi) => unknown;
}
const signedIn = (api: FakeApi) => api.when('GET /v1/sessions/current', ok(session));
const open = (api: FakeApi) => api.when('POST /v1/establishments/check', situated('open'));

const forms: Record<string, Form> = {
  'step 1': { path: addresses.register, sent: { siret: '216 901 231 0001' }, kept: 'value="216 901 231 0001"' },
  'step 2': { path: addresses.request, sent: applicant, kept: 'value="nadia"', api: open },
  'the list of administrators': {
    ...{ page: addresses.request, path: addresses.tellAdministrators, sent: { ...numbers, identifiant: 'nadia' } },
    ...{ kept: 'value="nadia"' },
    api: (api) =>
      api.when('POST /v1/establishments/check', situated('registered', { administrators: samples.administrators })),
  },
  '« Se connecter »': {
    ...{
      path: addresses.signIn,
      sent: { identifiant: 'ep 7k2m qf9d', 'mot-de-passe': secret },
      kept: 'value="ep 7k2m qf9d"',
    },
    api: (api) => api.when('POST /v1/sessions', problem(401, 'credentials-refused')),
  },
  '« Identifiant oublié »': { path: addresses.forgottenIdentifier, sent: applicant, kept: 'value="nadia"' },
  '« Mot de passe oublié »': { path: addresses.forgottenPassword, sent: { identifiant: 'moi' }, kept: 'value="moi"' },
  'the typed code': {
    path: addresses.code,
    sent: { qui: 'moi', code: '12', 'mot-de-passe': secret },
    kept: 'value="moi"',
  },
  'another password': {
    ...{ path: addresses.changePassword, sent: { actuel: secret }, kept: 'Saisissez', api: signedIn },
  },
  'the address to correct': {
    ...{ page: addresses.case(id), path: `${addresses.case(id)}/adresse`, sent: { courriel: 'autre' } },
    ...{ kept: 'value="autre"', api: (api) => api.when(`GET /v1/registrations/${id}`, ok(view)) },
  },
};

/** A browser that has registered, so that it may correct the address. */
async function visitor(): Promise<Visitor> {
  web.api.when('POST /v1/registrations', ok(receipt, 201));
  const who = new Visitor(web.app);
  await who.post(addresses.request, { ...applicant, courriel: 'n@exemple.fr', conditions: 'oui' });
  return who;
}

test.each(Object.entries(forms))(
  'R58: %s answers with a page of its own address: Back, a reload, a detour and a second tab find it as typed, never a password',
  async (_, { path, page = path, sent, kept, api = () => undefined }) => {
    const who = await visitor();
    api(web.api);
    const { status, location = '' } = await who.post(path, sent);
    expect([status, location.split('?')[0]]).toEqual([303, page]);
    const shown = await who.get(location);
    expect(shown.status).toBe(422);
    expect(shown.title).toMatch(/^Erreur/u);
    await who.get(addresses.terms);
    for (const again of [await who.get(location), await who.get(location)]) {
      expect(again.html).toBe(shown.html);
      expect(again.html).toContain(kept);
      expect(again.html).not.toContain(secret);
    }
    const fresh = await who.get(page);
    expect(fresh.status).toBe(200);
    expect(fresh.title).not.toMatch(/^Erreur/u);
    if (kept.startsWith('value')) expect(fresh.html).toContain(kept);
  },
);

test('R58: the page of a link keeps what was refused, and no password', async () => {
  const errors = [{ path: 'password', code: 'too-short', message: 'Trop court.' }];
  web.api
    .when('POST /v1/password-links/inspect', ok(link))
    .when('POST /v1/passwords', problem(422, 'password-refused', { errors }));
  const { location: page = '' } = await web.visitor.get(`/mot-de-passe/creer/${token}`);
  const { location = '' } = await web.visitor.post(page, { 'mot-de-passe': secret });
  for (const again of [await web.visitor.get(location), await web.visitor.get(location)]) {
    expect(again.html).toContain('<a href="#mot-de-passe">Trop court.</a>');
    expect(again.html).not.toContain(secret);
  }
});

test('R58: « Back » after a first password says that it is created, and « Se connecter » holds the identifiant', async () => {
  web.api.when('POST /v1/passwords', ok(passwordReceipt));
  const { location: page = '' } = await web.visitor.get(`/mot-de-passe/creer/${token}`);
  await web.visitor.submit(page, { 'mot-de-passe': secret });
  web.api.when('POST /v1/password-links/inspect', ok({ ...link, state: 'used' }));
  expect((await web.visitor.get(page)).html).toContain('Le mot de passe est déjà créé');
  expect((await web.visitor.get(addresses.signIn)).html).toContain('value="EP-7K2M-QF9D"');
});

test('R58: after a reset « Se connecter » says no longer that the connection is locked', async () => {
  web.api.when('POST /v1/sessions', problem(401, 'identifier-locked'));
  const { location = '' } = await web.visitor.post(addresses.signIn, {
    identifiant: 'EP-7K2M-QF9D',
    'mot-de-passe': secret,
  });
  expect((await web.visitor.get(location)).status).toBe(403);
  web.api.when('POST /v1/passwords', ok(passwordReceipt));
  const { location: page = '' } = await web.visitor.get(`/mot-de-passe/reinitialiser/${token}`);
  await web.visitor.submit(page, { 'mot-de-passe': secret });
  expect((await web.visitor.get(location)).status).toBe(200);
});

test('R58: « Back » after a registration says where it stands, and one effect is left whatever is pressed', async () => {
  open(web.api).when('POST /v1/registrations', ok(receipt, 201));
  await web.visitor.submit(addresses.register, numbers);
  await web.visitor.post(addresses.request, { ...applicant, courriel: 'n@exemple.fr', conditions: 'oui' });
  web.api
    .when('POST /v1/establishments/check', situated('in-progress', { registration: samples.glance }))
    .when(`GET /v1/registrations/${id}`, ok(view));
  const back = await web.visitor.get(addresses.request);
  expect(back.html).toContain('inscription est en cours');
  expect(back.html).not.toContain('Inscrire l’établissement</button>');
  expect((await web.visitor.get(addresses.register)).html).toContain('value="999 900 046 00015"');
});

test('R58: each tab sends the numbers it shows, whatever another tab typed since', async () => {
  open(web.api).when('POST /v1/registrations', ok(receipt, 201));
  const first = await web.visitor.submit(addresses.register, numbers);
  await web.visitor.submit(addresses.register, { siret: '216 901 231 00011', contrat: 'AUTRE123' });
  const hidden = Object.fromEntries(
    [...first.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu)].map(([, name, value]) => [
      name,
      value,
    ]),
  ) as Record<string, string>;
  const form = { nom: 'Martin', prenom: 'Nadia', courriel: 'n@exemple.fr', conditions: 'oui' };
  await web.visitor.post(addresses.request, { ...hidden, ...form });
  expect(web.api.asked.at(-1)?.body).toMatchObject({ siret: numbers.siret, contractNumber: numbers.contrat });
});

test('what overflows every field leaves a cookie that browsers keep', async () => {
  const long = Object.fromEntries(Object.keys(applicant).map((field) => [field, '👩‍👩‍👧é"\\'.repeat(60)]));
  const { cookies, location = '' } = await web.visitor.post(addresses.request, { ...long, ...numbers });
  expect(cookies[0]).toMatch(/^saisie-inscription=/u);
  expect(cookies[0]?.length).toBeLessThan(4096);
  open(web.api);
  expect((await web.visitor.get(location)).status).toBe(422);
});

test('news and outages are told for as long as they hold, and nowhere else', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'], now: Date.now() });
  try {
    web.api.when('POST /v1/password-resets', problem(503, 'unavailable'));
    const { location = '' } = await web.visitor.post(addresses.forgottenPassword, { identifiant: 'EP-7K2M-QF9D' });
    expect((await web.visitor.get(location)).status).toBe(503);
    jest.setSystemTime(Date.now() + 20_000);
    expect((await web.visitor.get(location)).status).toBe(200);
    web.api.when(`GET /v1/registrations/${id}`, ok(view)).when(`POST /v1/registrations/${id}/resend`, ok({}, 202));
    const { location: told = '' } = await web.visitor.post(`${addresses.case(id)}/renvoyer`);
    expect((await web.visitor.get(told)).html).toContain('Un nouveau courriel est en route');
    jest.setSystemTime(Date.now() + 61_000);
    expect((await web.visitor.get(told)).html).not.toContain('Un nouveau courriel est en route');
    jest.setSystemTime(Date.now() + 30 * 60_000);
    expect((await web.visitor.get(location)).html).not.toContain('value="EP-7K2M-QF9D"');
  } finally {
    jest.useRealTimers();
  }
});

test('a draft is read by every web process that knows the token, also while it rotates, and by no other page', async () => {
  const { cookies } = await web.visitor.post(addresses.signIn, { identifiant: 'ep 7k2m' });
  const [, sealed = ''] = /^saisie-connexion=([^;]+)/u.exec(cookies[0] ?? '') ?? [];
  const newer = 'another-token-of-the-tests-0000000000000';
  const other = await startWeb({ INTERNAL_TOKEN: `${newer},internal-token-of-the-tests-000000000000` });
  const stranger = await startWeb({ INTERNAL_TOKEN: newer });
  try {
    const shown = async ({ app }: { app: typeof web.app }, cookie: string) =>
      (await new Visitor(app, { Cookie: cookie }).get(addresses.signIn)).html.includes('value="ep 7k2m"');
    expect(await shown(other, `saisie-connexion=${sealed}`)).toBe(true);
    expect(await shown(stranger, `saisie-connexion=${sealed}`)).toBe(false);
    expect(await shown(other, `saisie-connexion=${sealed.slice(0, -2)}AA`)).toBe(false);
    const elsewhere = { headers: { cookie: `saisie-code=${sealed}` } } as never;
    expect(await web.app.get(SealedCookies).of(elsewhere, { name: 'saisie-code' })).toBeUndefined();
  } finally {
    await Promise.all([other.stop(), stranger.stop()]);
  }
});
