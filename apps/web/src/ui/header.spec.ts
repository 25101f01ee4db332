import { ok, openSessions, problem, session } from '../testing/samples.js';
import { ownWeb } from '../testing/own-web.js';
import { Visitor, wordsOf } from '../testing/visitor.js';
import { addresses } from './addresses.js';

const current = 'GET /v1/sessions/current';
const web = ownWeb();
const someone = () => new Visitor(web.app, { Cookie: 'session=abc' });
const navOf = (html: string): string => /<nav.*?<\/nav>/su.exec(html)?.[0] ?? '';

/** Every page that can be opened by its address, whoever is signed in. */
const pages = Object.values(addresses).filter((path): path is Extract<typeof path, string> => typeof path === 'string');
const forPeopleSignedIn: string[] = [addresses.account, addresses.changePassword];
const others = pages.filter((path) => !forPeopleSignedIn.includes(path) && path !== addresses.goOn);

test('a person who is signed in finds « Se déconnecter » on every page, and no « Se connecter »', async () => {
  web.api.when(current, ok(session)).when('GET /v1/sessions', ok({ sessions: openSessions }));
  for (const path of [...pages, '/nulle-part', '/mot-de-passe/creer/trop-court']) {
    const { html, status, headers } = await someone().get(path);
    if (status === 303 || path === addresses.goOn) continue;
    expect([path, wordsOf(navOf(html))]).toEqual([path, 'Mon compteAideSe déconnecter']);
    expect(navOf(html)).toContain(`<form action="${addresses.signOut}" method="post"><button type="submit">`);
    expect(headers['cache-control']).toBe('no-store');
  }
  const askedFor = web.api.asked.filter(({ path }) => path === '/v1/sessions/current');
  const requests = askedFor.map(({ headers }) => headers['x-correlation-id']);
  expect(new Set(requests).size).toBe(requests.length);
});

test('without a session no page says that there is one, and none that needs no API asks it', async () => {
  web.api.when(current, problem(401, 'session-absent'));
  for (const path of others) {
    const { html, status } = await new Visitor(web.app).get(path);
    if (status === 303) continue;
    const way = path === addresses.signIn ? 'Inscrire un établissement' : 'Se connecter';
    expect([path, wordsOf(navOf(html))]).toEqual([path, `Aide${way}`]);
  }
  expect(web.api.asked).toEqual([]);
});

test('a session that has ended shows « Se connecter », although its cookie is still there', async () => {
  web.api.when(current, problem(401, 'session-absent'));
  for (const path of [addresses.home, addresses.help, addresses.terms, '/nulle-part'])
    expect(wordsOf(navOf((await someone().get(path)).html))).toBe('AideSe connecter');
});

test('while the API is away, « Se déconnecter » is not missing where a session may be open', async () => {
  web.api.when(current, problem(503, 'unavailable'));
  expect(wordsOf(navOf((await someone().get(addresses.help)).html))).toContain('Se déconnecter');
});

test('an API that does not answer keeps no public page waiting for the header', async () => {
  const answer = Promise.withResolvers<void>();
  web.api.when(current, () => answer.promise.then(() => ok(session)));
  expect(wordsOf(navOf((await someone().get(addresses.help)).html))).toContain('Se déconnecter');
  answer.resolve();
});

test.each([
  [addresses.help, `<a href="${addresses.help}" aria-current="page">`],
  [addresses.helpLinks, `<a href="${addresses.help}" aria-current="true">`],
  [addresses.account, `<a href="${addresses.account}" aria-current="page">`],
  [addresses.changePassword, `<a href="${addresses.account}" aria-current="true">`],
  [addresses.home, undefined],
])('the navigation marks where %s is', async (path, marked) => {
  web.api.when(current, ok(session)).when('GET /v1/sessions', ok({ sessions: openSessions }));
  const nav = navOf((await someone().get(path)).html);
  expect(nav.match(/<a [^>]*aria-current[^>]*>/gu) ?? []).toEqual(marked ? [marked] : []);
});
