import { gzipSync } from 'node:zlib';
import supertest from 'supertest';
import { addresses } from '../ui/addresses.js';
import * as samples from '../testing/samples.js';
import { ownWeb } from '../testing/own-web.js';
import { Visitor, wordsOf } from '../testing/visitor.js';
import { startWeb } from '../testing/web-under-test.js';

const { numbers, ok, situated, token } = samples;
const forms = [
  addresses.register,
  addresses.request,
  addresses.code,
  addresses.signIn,
  addresses.signOut,
  addresses.closeSessions,
  addresses.changePassword,
  addresses.forgottenPassword,
  addresses.forgottenIdentifier,
  addresses.renew,
  addresses.tellAdministrators,
  addresses.resetPage('abcdefgh'),
  addresses.linkPage('abcdefgh'),
  `${addresses.case('x')}/renvoyer`,
];

const web = ownWeb();

test.each([
  ['from another site', { 'Sec-Fetch-Site': 'cross-site' }],
  ['from a neighbour of our site', { 'Sec-Fetch-Site': 'same-site' }],
  ['that a person typed no address for', { 'Sec-Fetch-Site': 'none' }],
  ['from another site, said by an older browser', { Origin: 'https://ailleurs.example' }],
  ['from a page without an origin', { Origin: 'null' }],
  ['from another site, said by a browser that sends no Origin', { Referer: 'https://localhost:8080.example/' }],
  ['that says nothing of where it comes from', {}],
])('R42: a POST %s is refused on every form', async (_, headers) => {
  for (const path of forms) {
    const { status, html } = await new Visitor(web.app).post(path, numbers, headers as Record<string, string>);
    expect(status).toBe(403);
    expect(wordsOf(html)).toContain('Cette demande est refusée');
  }
  expect(web.api.asked).toEqual([]);
});

test.each([
  [
    'from our own pages, whatever host people browse',
    { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://127.0.0.1:8080' },
  ],
  ['from PUBLIC_URL, said by an older browser', { Origin: 'http://localhost:8080' }],
  ['from PUBLIC_URL, said by a browser that sends no Origin', { Referer: 'http://localhost:8080/se-connecter' }],
])('R42: a POST %s passes', async (_, headers) => {
  expect((await new Visitor(web.app).post(addresses.register, numbers, headers)).status).toBe(303);
});

test('R21: a forged Host or X-Forwarded-Host changes no address of any page', async () => {
  const forged = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' };
  const visitor = new Visitor(web.app, forged);
  for (const path of ['/', addresses.help, addresses.helpDisplay, addresses.register]) {
    expect((await visitor.get(path)).html).not.toContain('evil.example');
  }
  const { location, cookies } = await visitor.get(`/mot-de-passe/creer/${token}`);
  expect(location).toMatch(/^\/mot-de-passe\/creer\/page\//u);
  expect(cookies[0]).not.toContain('evil.example');
});

test('an address in X-Forwarded-For counts only from a trusted proxy', async () => {
  const wary = await startWeb({ TRUST_PROXY: '192.0.2.1' });
  wary.api.when('POST /v1/establishments/check', situated('open'));
  await new Visitor(wary.app, { 'X-Forwarded-For': '203.0.113.9' }).submit(addresses.register, numbers);
  expect(wary.api.asked[0]?.headers['x-forwarded-for']).toBe('127.0.0.1');
  await wary.stop();
});

test('what pages load may be kept for a year, has a hash in its address, and weighs under 3 KB of script', async () => {
  const visitor = new Visitor(web.app);
  const { html, headers } = await visitor.get('/');
  expect(headers['cache-control']).toBe('no-cache');
  const files = html.match(/\/assets\/[\w-]{12}\/[a-z]+\.(?:css|js|svg)/gu) ?? [];
  expect(files).toHaveLength(3);
  for (const file of files) {
    const asset = await supertest(web.app.getHttpServer()).get(file);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    if (file.endsWith('.js')) expect(gzipSync(asset.text).length).toBeLessThan(3_000);
    if (file.endsWith('.js')) expect(asset.text.length).toBeLessThan(3_000);
  }
});

test('a form over 32 kB is refused with a page', async () => {
  const { status, html } = await new Visitor(web.app).post(addresses.code, { 'mot-de-passe': 'a'.repeat(40_000) });
  expect(status).toBe(413);
  expect(wordsOf(html)).toContain('Cette demande n’a pas pu être lue');
});

test('a field sent twice, or a bad encoding, is no fault of ours', async () => {
  const send = (body: string) =>
    supertest(web.app.getHttpServer())
      .post(addresses.register)
      .set('Sec-Fetch-Site', 'same-origin')
      .type('form')
      .send(body);
  expect((await send('siret=1&siret=2&contrat=%E0%A4%A')).headers.location).toMatch(/reponse=1$/u);
  expect((await send('__proto__[x]=1&constructor=2')).headers.location).toMatch(/reponse=1$/u);
});

test('health: alive by itself, ready when the API answers', async () => {
  const get = (path: string) => supertest(web.app.getHttpServer()).get(path);
  expect((await get('/health/live')).status).toBe(200);
  expect((await get('/health/ready')).status).toBe(503);
  web.api.when('GET /health/live', ok({ status: 'ok' }));
  expect((await get('/health/ready')).body).toEqual({ status: 'ok', api: true });
});

test('no password, name, address or link reaches the log', async () => {
  const secrets = ['MOT-DE-PASSE-SECRET', 'NOM-SECRET', 'secret@exemple.fr'];
  const [motDePasse = '', nom = '', courriel = ''] = secrets;
  const visitor = new Visitor(web.app);
  await visitor.post(addresses.code, { qui: numbers.siret, code: 'K7QF-29MD', 'mot-de-passe': motDePasse });
  await visitor.post(addresses.request, { ...numbers, nom, prenom: nom, courriel, conditions: 'oui' });
  await visitor.get(`/mot-de-passe/creer/${token}`);
  const log = web.logged.join('');
  for (const secret of [...secrets, token]) expect(log).not.toContain(secret);
  expect(log).toContain('/mot-de-passe/creer/…');
});

test('a method that an address does not have answers 405 with a page and names those it has; another address, 404', async () => {
  const send = (method: 'get' | 'head' | 'post' | 'put' | 'delete' | 'options', path: string) =>
    supertest(web.app.getHttpServer())[method](path).set('Sec-Fetch-Site', 'same-origin');
  for (const method of ['post', 'put', 'delete'] as const) {
    const answer = await send(method, addresses.help).expect(405);
    expect(answer.headers['allow']).toBe('GET, HEAD, OPTIONS');
    expect(wordsOf(answer.text)).toContain('Cette page n’existe pas');
    await send(method, '/nulle-part').expect(404);
  }
  expect((await send('options', addresses.register).expect(204)).headers['allow']).toBe('GET, HEAD, OPTIONS, POST');
  await send('head', addresses.help).expect(200);
});
