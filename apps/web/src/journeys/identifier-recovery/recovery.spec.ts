import { addresses } from '../../ui/addresses.js';
import { numbers, ok, problem } from '../../testing/samples.js';
import { ownWeb } from '../../testing/own-web.js';
import { Visitor, wordsOf } from '../../testing/visitor.js';

const recover = 'POST /v1/identifier-recoveries';
const form = { siret: numbers.siret, nom: 'Martin', prenom: 'Nadia', courriel: 'nadia@exemple.fr' };

const web = ownWeb();

test('F6: the identifiant is displayed on the screen, large, and a reload shows it again', async () => {
  web.api.when(recover, ok({ identifier: 'EP-7K2M-QF9D' }));
  const { status, location = '', cookies } = await web.visitor.post(addresses.forgottenIdentifier, form);
  expect([status, location]).toEqual([303, addresses.recoveredIdentifier]);
  expect(cookies[0]).toMatch(
    /^identifiant-retrouve=.*Max-Age=600; Path=\/identifiant-oublie\/identifiant; .*HttpOnly/u,
  );
  expect(web.api.asked[0]?.body).toEqual({
    ...{ siret: numbers.siret, lastName: 'Martin', firstName: 'Nadia', email: 'nadia@exemple.fr' },
  });
  for (const page of [await web.visitor.get(location), await web.visitor.get(location)]) {
    expect(page.html).toContain('<p class="ticket-code">EP-7K2M-QF9D</p>');
    expect(wordsOf(page.html)).toContain('Faites une capture d’écran.');
    expect(page.headers['cache-control']).toBe('no-store');
  }
  expect((await new Visitor(web.app).get(location)).html).not.toContain('EP-7K2M');
});

test('a page made for another cookie of ours shows nothing', async () => {
  web.api.when(recover, ok({ identifier: 'EP-7K2M-QF9D' }));
  const { cookies } = await web.visitor.post(addresses.forgottenIdentifier, form);
  const [, value = ''] = /^identifiant-retrouve=([^;]+)/u.exec(cookies[0] ?? '') ?? [];
  const forged = await new Visitor(web.app, { Cookie: `identifiant=${value}` }).get(addresses.identifier);
  expect([forged.status, forged.html.includes('EP-7K2M')]).toEqual([200, false]);
});

test('R36: one refusal whatever does not match, with the ways out and what was typed', async () => {
  web.api.when(recover, problem(404, 'no-match'));
  const { status, html } = await web.visitor.submit(addresses.forgottenIdentifier, form);
  expect(status).toBe(422);
  expect(wordsOf(html)).toContain('Ces informations ne nous permettent pas de retrouver un compte.');
  expect(wordsOf(html)).toContain('un conseiller vous répond au 09 70 80 93 29');
  expect(html).toContain('value="nadia@exemple.fr"');
});

test('what is plainly wrong is said beside each field, without asking the API', async () => {
  const sent = { siret: '123', nom: '', prenom: 'a'.repeat(2_000), courriel: 'nadia' };
  const { status, html } = await web.visitor.submit(addresses.forgottenIdentifier, sent);
  expect(status).toBe(422);
  expect(html.match(/<a href="#\w+">/gu)).toEqual(
    ['siret', 'nom', 'prenom', 'courriel'].map((id) => `<a href="#${id}">`),
  );
  expect(web.api.asked).toEqual([]);
});

test.each([
  [429, 'too-many-requests'],
  [503, 'unavailable'],
] as const)('%i %s keeps what was typed', async (status, code) => {
  web.api.when(recover, problem(status, code, {}, { 'Retry-After': '30' }));
  const page = await web.visitor.submit(addresses.forgottenIdentifier, form);
  expect([page.status, page.html.includes('value="Nadia"')]).toEqual([status, true]);
});
