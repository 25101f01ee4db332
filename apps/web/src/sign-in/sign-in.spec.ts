import { addresses } from '../ui/addresses.js';
import * as samples from '../testing/samples.js';
import { ownWeb } from '../testing/own-web.js';
import { Visitor, wordsOf } from '../testing/visitor.js';

const { ok, problem, session } = samples;
const signIn = 'POST /v1/sessions';
const cookie = 's%3Aabc.d%2Bef';
const form = { identifiant: 'ep 7k2m qf9d', 'mot-de-passe': 'brouette lundi saxophone marée' };
const signedIn = {
  ...ok({ account: session.account }, 201),
  headers: { 'Set-Cookie': `session=${cookie}; Path=/; HttpOnly; SameSite=Lax` },
};

const web = ownWeb();

test('F3, F6, F7: « Se connecter » has a way out for identifiant and password, and « Inscrire un établissement » at the top right', async () => {
  const { html } = await web.visitor.get(addresses.signIn);
  expect(html).toMatch(/autocomplete="username"/iu);
  expect(html).toContain('autoComplete="current-password"');
  expect(html).toContain(`href="${addresses.forgottenIdentifier}">Identifiant oublié`);
  expect(html).toContain(`href="${addresses.forgottenPassword}">Mot de passe oublié`);
  expect(html).toContain(`<a class="is-framed" href="${addresses.register}">`);
  expect(web.api.asked).toEqual([]);
});

test('R41: the API’s cookie is handed on as it is, and brought back to the API with no other cookie', async () => {
  web.api
    .when(signIn, signedIn)
    .when('GET /v1/sessions/current', ok(session))
    .when('GET /v1/sessions', ok({ sessions: [] }));
  const { status, location, cookies } = await web.visitor.post(addresses.signIn, form);
  expect([status, location]).toEqual([303, addresses.account]);
  expect(cookies).toEqual([`session=${cookie}; Path=/; HttpOnly; SameSite=Lax`]);
  expect(web.api.asked[0]?.body).toEqual({ identifier: form.identifiant, password: form['mot-de-passe'] });
  await web.visitor.get(addresses.account);
  expect(web.api.asked[1]?.headers.cookie).toBe(`session=${cookie}`);
  const other = new Visitor(web.app, { Cookie: 'identifiant=x; __Host-session=abc; lien=y' });
  await other.get(addresses.account);
  expect(web.api.asked.at(-1)?.headers.cookie).toBe('__Host-session=abc');
});

test('R50: the device cookie is handed on beside the session’s, and brought back to the API at the next sign-in', async () => {
  const device = '__Host-device=abc.def.1.2.ghi';
  web.api.when(signIn, { ...signedIn, headers: { 'Set-Cookie': `${device}; Max-Age=15552000; Path=/; HttpOnly` } });
  const { cookies } = await web.visitor.post(addresses.signIn, form);
  expect(cookies).toEqual([`${device}; Max-Age=15552000; Path=/; HttpOnly`]);
  const known = new Visitor(web.app, { Cookie: `identifiant=x; ${device}` });
  // A browser that is known is not signed in: the form is there, and the API is not asked.
  const asked = web.api.asked.length;
  expect((await known.get(addresses.signIn)).html).toContain('autoComplete="current-password"');
  expect(web.api.asked).toHaveLength(asked);
  await known.post(addresses.signIn, form);
  expect(web.api.asked.at(-1)?.headers.cookie).toBe(device);
});

test('R41: of the API’s cookies the session’s and the device’s alone reach the browser', async () => {
  web.api.when(signIn, { ...signedIn, headers: { 'Set-Cookie': 'other=1; Path=/' } });
  expect((await web.visitor.post(addresses.signIn, form)).cookies).toEqual([]);
});

test.each([
  ['/mon-compte/mot-de-passe', '/mon-compte/mot-de-passe'],
  ['//evil.example', addresses.account],
  ['/\\evil.example', addresses.account],
  ['https://evil.example', addresses.account],
  ['/%2Fevil.example', addresses.account],
  ['/a\r\nSet-Cookie: x=1', addresses.account],
  ['javascript:alert(1)', addresses.account],
  ['', addresses.account],
])('R42: signing in with the next page %j leads to %s', async (suite, next) => {
  web.api.when(signIn, signedIn);
  expect((await web.visitor.post(addresses.signIn, { ...form, suite })).location).toBe(next);
  const { html } = await web.visitor.get(`${addresses.signIn}?suite=${encodeURIComponent(suite)}`);
  expect(html).toContain(`name="suite" value="${next}"`);
});

test('what is missing is said beside its field, without asking the API', async () => {
  const { status, html } = await web.visitor.submit(addresses.signIn, { identifiant: 'EP-7K2M-QF9D' });
  expect(status).toBe(422);
  expect(html).toContain('<a href="#mot-de-passe">Saisissez votre mot de passe.</a>');
  expect(html).toContain('value="EP-7K2M-QF9D"');
  expect(web.api.asked).toEqual([]);
});

test.each([
  ['wrong', problem(401, 'credentials-refused')],
  ['longer than any that could be right', problem(422, 'request-invalid')],
])(
  'R32: credentials that are %s get one sentence with the two ways out; the password is not shown again',
  async (_, told) => {
    web.api.when(signIn, told);
    const { status, html } = await web.visitor.submit(addresses.signIn, { ...form, suite: addresses.changePassword });
    expect(status).toBe(422);
    expect(html).toContain('<a href="#identifiant">L’identifiant ou le mot de passe n’est pas exact');
    expect(html).toContain('<a href="/identifiant-oublie">Identifiant oublié</a> ou');
    expect(html).toContain('value="ep 7k2m qf9d"');
    expect(html).toContain(`name="suite" value="${addresses.changePassword}"`);
    expect(html).not.toContain('saxophone');
  },
);

test.each([
  [2, 'Il vous reste 2 essais avant que la connexion soit verrouillée.'],
  [1, 'Il vous reste un essai avant que la connexion soit verrouillée.'],
])('with %i tries left before the lock, the refusal says so', async (triesLeft, words) => {
  web.api.when(signIn, problem(401, 'credentials-refused', { triesLeft }));
  expect(wordsOf((await web.visitor.submit(addresses.signIn, form)).html)).toContain(words);
});

test.each([
  ['nadia.martin@exemple.fr', 'L’identifiant n’est pas votre adresse : il commence par EP-'],
  ['216 901 231 00011', 'L’identifiant n’est pas le SIRET : il commence par EP-'],
  ['216901231', 'L’identifiant n’est pas le SIRET : il commence par EP-'],
  ['nadia', 'Un identifiant commence par EP- et compte huit autres lettres ou chiffres'],
])('%s typed as identifiant is told what one looks like, on every page that asks for it', async (typed, words) => {
  for (const path of [addresses.signIn, addresses.forgottenPassword]) {
    const { status, html } = await web.visitor.submit(path, { ...form, identifiant: typed });
    expect([status, wordsOf(html)]).toEqual([422, expect.stringContaining(words)]);
    expect(html).toContain(`value="${typed}"`);
    expect(html).toContain(`href="${addresses.forgottenIdentifier}"`);
  }
  expect(web.api.asked).toEqual([]);
});

test('F10: when locked, « Mot de passe oublié » is the way back, and the identifiant is not asked again', async () => {
  web.api.when(signIn, problem(401, 'identifier-locked'));
  const { status, html } = await web.visitor.submit(addresses.signIn, form);
  expect(status).toBe(403);
  expect(html).toMatch(
    /<form action="\/mot-de-passe-oublie" method="post"><input type="hidden" name="identifiant" value="ep 7k2m qf9d"\/><button[^>]*>Mot de passe oublié/u,
  );
});

test('F11: an expired account is told so in the exact sentence, with the way to its administrators', async () => {
  web.api.when(signIn, problem(403, 'account-expired'));
  const { status, html } = await web.visitor.submit(addresses.signIn, form);
  expect(status).toBe(403);
  expect(html).toContain('<h1>L’état de votre compte ne permet pas votre connexion</h1>');
  expect(html).toContain(`action="${addresses.renew}"`);
  expect(html).toContain('name="identifiant" value="ep 7k2m qf9d"');
});

test.each([
  [429, 'try-again', 'Réessayez dans 2 secondes'],
  [429, 'too-many-requests', 'Réessayez à partir du'],
  [503, 'overloaded', 'momentanément indisponible'],
  [503, 'unavailable', 'momentanément indisponible'],
] as const)('%i %s: kept is what was typed, and when to try again is said', async (status, code, words) => {
  web.api.when(signIn, problem(status, code, {}, { 'Retry-After': code === 'try-again' ? '1' : '600' }));
  const page = await web.visitor.submit(addresses.signIn, form);
  expect(page.status).toBe(status);
  expect(wordsOf(page.html)).toContain(words);
  expect(page.html).toContain('value="ep 7k2m qf9d"');
});

test('whoever is signed in already goes on', async () => {
  web.api.when('GET /v1/sessions/current', ok(session));
  const signed = new Visitor(web.app, { Cookie: `session=${cookie}` });
  expect((await signed.get(addresses.signIn)).location).toBe(addresses.account);
  web.api.when('GET /v1/sessions/current', problem(401, 'session-absent'));
  expect((await signed.get(addresses.signIn)).status).toBe(200);
});
