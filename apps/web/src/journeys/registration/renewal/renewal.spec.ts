import { addresses } from '../../../ui/addresses.js';
import * as samples from '../../../testing/samples.js';
import { ownWeb } from '../../../testing/own-web.js';
import { wordsOf } from '../../../testing/visitor.js';

const { numbers, ok, problem, situated } = samples;
const check = 'POST /v1/establishments/check';
const ask = 'POST /v1/renewal-requests';
const identifiant = 'ep 7k2m qf9d';
const administrators = [{ name: 'Hélène Garnier', email: 'h•••@exemple.fr', canSignIn: true }];

const web = ownWeb();
beforeEach(() => {
  web.api.when(check, situated('registered', { administrators }));
});

test('F11: the identifiant typed at « Se connecter » goes along to « Prévenir un administrateur », and is never asked again', async () => {
  web.api.when('POST /v1/sessions', problem(403, 'account-expired')).when(ask, ok({}, 202));
  const refused = await web.visitor.submit(addresses.signIn, {
    identifiant,
    'mot-de-passe': 'brouette lundi saxophone',
  });
  expect(refused.html).toContain(`<form class="actions" action="${addresses.renew}" method="post">`);
  const asked = await web.visitor.submit(addresses.renew, { identifiant });
  expect(asked.html).toContain(`name="identifiant" value="${identifiant}"`);
  const list = await web.visitor.submit(addresses.register, { ...numbers, identifiant });
  expect(wordsOf(list.html)).toMatch(/Hélène Garnier\s*h•••@exemple.fr/u);
  expect(list.html).toContain(`action="${addresses.tellAdministrators}"`);
  expect(list.html).toContain(`type="hidden" name="identifiant" value="${identifiant}"`);
  const { status, location = '' } = await web.visitor.post(addresses.tellAdministrators, { ...numbers, identifiant });
  expect([status, location]).toEqual([303, addresses.administratorsTold]);
  expect(web.api.asked.at(-1)?.body).toEqual({
    ...{ siret: numbers.siret, contractNumber: numbers.contrat, identifier: 'EP-7K2M-QF9D' },
  });
  expect(wordsOf((await web.visitor.get(location)).html)).toContain('Si cet identifiant est celui d’un compte expiré');
});

test('F11: whoever comes by « Inscrire un établissement » is asked for the identifiant once', async () => {
  const { html } = await web.visitor.submit(addresses.register, numbers);
  expect(html).toMatch(/<summary>Votre compte a expiré\u00a0\?<\/summary>/u);
  expect(html).toContain('id="identifiant"');
});

test('nobody is told where no administrator can sign in', async () => {
  web.api.when(check, situated('registered', { administrators: [{ ...administrators[0], canSignIn: false }] }));
  const { html } = await web.visitor.submit(addresses.register, { ...numbers, identifiant });
  expect(html).not.toContain(addresses.tellAdministrators);
});

test.each([
  ['', 'Saisissez votre identifiant.'],
  ['nadia', 'Un identifiant commence par EP'],
])('the identifiant %j is refused beside its field, under the list', async (typed, words) => {
  const { status, html } = await web.visitor.submit(addresses.tellAdministrators, { ...numbers, identifiant: typed });
  expect(status).toBe(422);
  expect(html).toContain(`<a href="#identifiant">${words}`);
  expect(html).toContain('<details open="">');
  expect(html).toContain('Hélène Garnier');
  expect(web.api.asked.map(({ path }) => path)).toEqual(['/v1/establishments/check']);
});

test.each([
  [429, 'too-many-requests'],
  [503, 'unavailable'],
] as const)('%i %s keeps the list and what was typed', async (status, code) => {
  web.api.when(ask, problem(status, code, {}, { 'Retry-After': '30' }));
  const page = await web.visitor.submit(addresses.tellAdministrators, { ...numbers, identifiant });
  expect(page.status).toBe(status);
  expect(page.html).toContain('Hélène Garnier');
  expect(page.html).toContain(`name="identifiant" value="${identifiant}"`);
});

test('numbers that are not known go back to step 1', async () => {
  web.api.when(ask, problem(422, 'contract-unknown'));
  const { status, html } = await web.visitor.submit(addresses.tellAdministrators, { ...numbers, identifiant });
  expect(status).toBe(422);
  expect(html).toContain('<a href="#contrat">');
});
