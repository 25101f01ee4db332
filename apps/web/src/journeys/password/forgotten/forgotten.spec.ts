import { addresses } from '../../../ui/addresses.js';
import { ok, problem } from '../../../testing/samples.js';
import { ownWeb } from '../../../testing/own-web.js';
import { Visitor, wordsOf } from '../../../testing/visitor.js';

const ask = 'POST /v1/password-resets';

const web = ownWeb();

test('R32: every identifiant leads to the same page, which says how long the link is valid', async () => {
  web.api.when(ask, ok({}, 202));
  const pages = [];
  for (const identifiant of ['ep 7k2m qf9d', 'EP-0000-0000']) {
    const { status, location = '' } = await web.visitor.post(addresses.forgottenPassword, { identifiant });
    expect([status, location.split('?')[0]]).toEqual([303, addresses.resetSent]);
    pages.push((await web.visitor.get(location)).html.replaceAll(/EP-\w{4}-\w{4}/gu, ''));
  }
  expect(pages[0]).toBe(pages[1]);
  expect(web.api.asked.map(({ body }) => body)).toEqual([
    { identifier: 'EP-7K2M-QF9D' },
    { identifier: 'EP-0000-0000' },
  ]);
  const words = wordsOf(pages[0] ?? '');
  expect(words).toContain('valables 3 jours');
  expect(words).toContain('courriers indésirables (« spam »)');
  expect(words).toContain('Saisir le code reçu');
});

test('F8: « Vous en envoyer un nouveau » needs no typing in this browser, and another leads to the form', async () => {
  web.api.when(ask, ok({}, 202));
  const { html } = await web.visitor.submit(addresses.forgottenPassword, { identifiant: 'EP-7K2M-QF9D' });
  expect(html).toContain('name="identifiant" value="EP-7K2M-QF9D"');
  expect(wordsOf(html)).toContain('Vous en envoyer un nouveau');
  const elsewhere = await new Visitor(web.app).get(addresses.resetSent);
  expect([elsewhere.status, elsewhere.location]).toEqual([303, addresses.forgottenPassword]);
});

test.each([
  ['', 'Saisissez votre identifiant.'],
  ['nadia@exemple.fr', 'L’identifiant n’est pas votre adresse'],
  ['99990004600015', 'L’identifiant n’est pas le SIRET'],
  ['\u0000'.repeat(3), 'Un identifiant commence par EP'],
  ['e'.repeat(10_000), 'Un identifiant commence par EP'],
])('what is no identifiant (%j) is said beside the field, without asking the API', async (identifiant, words) => {
  const { status, html } = await web.visitor.submit(addresses.forgottenPassword, { identifiant });
  expect(status).toBe(422);
  expect(html).toContain(`<a href="#identifiant">${words}`);
  expect(web.api.asked).toEqual([]);
});

test.each([
  [429, 'too-many-requests'],
  [503, 'unavailable'],
] as const)('%i %s keeps what was typed', async (status, code) => {
  web.api.when(ask, problem(status, code, {}, { 'Retry-After': '30' }));
  const page = await web.visitor.submit(addresses.forgottenPassword, { identifiant: 'ep 7k2m qf9d' });
  expect(page.status).toBe(status);
  expect(page.html).toContain('value="ep 7k2m qf9d"');
});
