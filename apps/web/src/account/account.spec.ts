import { addresses } from '../ui/addresses.js';
import * as samples from '../testing/samples.js';
import { ownWeb } from '../testing/own-web.js';
import { Visitor, wordsOf } from '../testing/visitor.js';

const { ok, openSessions, problem, session } = samples;
const current = 'GET /v1/sessions/current';
const change = 'POST /v1/sessions/current/password';
const passwords = { actuel: 'brouette lundi saxophone', nouveau: 'tramway citron lunaire bleu' };
const gone = problem(401, 'session-absent');

const web = ownWeb({ Cookie: 'session=abc' });
beforeEach(() => {
  web.api.when(current, ok(session)).when('GET /v1/sessions', ok({ sessions: openSessions }));
});

test('R41: « Mon compte » says who I am, where, with which rights, until when, and when I was here before', async () => {
  const { html, headers } = await web.visitor.get(addresses.account);
  const words = wordsOf(html);
  for (const said of [
    'Bonjour Nadia Martin',
    'Dernière connexion : 20 novembre 2026 à 9 h 05 (heure de Paris).',
    'EP-7K2M-QF9D',
    'Administrateur',
    'jusqu’au 23 mai 2028 à 14 h 30 (heure de Paris)',
    'CIAS de démonstration',
    '999 900 046 00015',
    'cette session se termine le 23 novembre 2026 à 15 h (heure de Paris)',
  ])
    expect(words).toContain(said);
  expect(html).toContain(`action="${addresses.closeSessions}"`);
  expect(headers['cache-control']).toBe('no-store');
});

test('the first time, and with one session only, nothing is said of others', async () => {
  const { previousLoginAt: _, ...first } = session;
  web.api.when(current, ok(first)).when('GET /v1/sessions', ok({ sessions: openSessions.slice(0, 1) }));
  const { html } = await web.visitor.get(addresses.account);
  expect(wordsOf(html)).toContain('C’est votre première connexion.');
  expect(html).not.toContain('Fermer les autres sessions');
});

test('a page for signed-in people leads others through « Se connecter » and back', async () => {
  web.api.when(current, gone).when('GET /v1/sessions', gone).when('DELETE /v1/sessions', gone).when(change, gone);
  for (const path of [addresses.account, addresses.changePassword]) {
    const { status, location } = await web.visitor.get(path);
    expect([status, location]).toEqual([303, `/se-connecter?suite=${path}`]);
  }
  expect((await web.visitor.post(addresses.closeSessions)).location).toBe('/se-connecter?suite=/mon-compte');
  expect((await web.visitor.post(addresses.changePassword, passwords)).location).toBe(
    '/se-connecter?suite=/mon-compte/mot-de-passe',
  );
});

test('« Fermer les autres sessions » closes them, and says so', async () => {
  web.api.when('DELETE /v1/sessions', { status: 204 });
  const { location = '' } = await web.visitor.post(addresses.closeSessions);
  expect(wordsOf((await web.visitor.get(location)).html)).toContain('Les autres sessions sont fermées.');
});

test('« Se déconnecter » takes the cookie away, and only then says so', async () => {
  const cleared = 'session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax';
  web.api.when('DELETE /v1/sessions/current', { status: 204, headers: { 'Set-Cookie': cleared } });
  const { location = '', cookies } = await web.visitor.post(addresses.signOut);
  expect(cookies).toEqual([cleared]);
  expect(wordsOf((await new Visitor(web.app).get(location)).html)).toContain('Vous êtes déconnecté.');
  web.api.when('DELETE /v1/sessions/current', problem(503, 'unavailable'));
  const away = await web.visitor.post(addresses.signOut);
  expect(wordsOf((await web.visitor.get(away.location ?? '')).html)).toContain('Rien n’a été fait');
});

test('the script is told how long the session lasts, and to whom it has ended', async () => {
  web.api.when(current, ok({ ...session, endsAt: new Date(Date.now() + 600_500).toISOString() }));
  const { html } = await web.visitor.get(addresses.goOn);
  expect((JSON.parse(html) as { endsIn: number }).endsIn).toBeGreaterThan(300);
  web.api.when(current, gone);
  expect((await web.visitor.get(addresses.goOn)).status).toBe(401);
});

test('R22: a changed password brings the session’s next cookie, and is told', async () => {
  web.api.when(change, { status: 204, headers: { 'Set-Cookie': 'session=next; Path=/; HttpOnly' } });
  const { location = '', cookies } = await web.visitor.post(addresses.changePassword, passwords);
  expect(cookies[0]).toBe('session=next; Path=/; HttpOnly');
  expect(web.api.asked.at(-1)?.body).toEqual({ currentPassword: passwords.actuel, newPassword: passwords.nouveau });
  expect(wordsOf((await web.visitor.get(location)).html)).toContain('Votre mot de passe est modifié.');
});

test.each([
  ['a wrong present password', problem(401, 'credentials-refused'), 422, '<a href="#actuel">Le mot de passe actuel'],
  [
    'a weak new one',
    problem(422, 'password-refused', { errors: [{ path: 'newPassword', code: 'too-short', message: 'Trop court.' }] }),
    422,
    '<a href="#nouveau">Trop court.</a>',
  ],
  ['a locked identifiant', problem(401, 'identifier-locked'), 403, 'action="/mot-de-passe-oublie"'],
  ['an account that has expired', problem(403, 'account-expired'), 403, 'L’état de votre compte ne permet pas'],
  ['an attempt in flight', problem(429, 'try-again', {}, { 'Retry-After': '1' }), 429, 'n’a pas changé'],
  ['an API that is away', problem(503, 'unavailable'), 503, 'n’a pas changé'],
] as const)('%s is said where it is, and no password is shown again', async (_, told, status, words) => {
  web.api.when(change, told);
  const page = await web.visitor.submit(addresses.changePassword, passwords);
  expect(page.status).toBe(status);
  expect(page.html).toContain(words);
  expect(page.html).not.toMatch(/saxophone|lunaire/u);
});
