import * as samples from './testing/samples.js';
import { Visitor } from './testing/visitor.js';
import { startWeb } from './testing/web-under-test.js';
import { addresses } from './ui/addresses.js';

const { numbers, ok, passwordReceipt, receipt, token } = samples;
const person = { nom: 'Martin', prenom: 'Nadia', courriel: 'nadia@exemple.fr' };
const secret = { 'mot-de-passe': 'brouette lundi saxophone marée' };

/** `Set-Cookie` of every page that gives or takes back a cookie, by the name of the cookie. */
async function cookiesOf(publicUrl: string, headers: Record<string, string>): Promise<Map<string, string[]>> {
  const web = await startWeb({ PUBLIC_URL: publicUrl });
  try {
    web.api
      .when('POST /v1/registrations', ok(receipt, 201))
      .when('POST /v1/passwords', ok(passwordReceipt))
      .when('POST /v1/password-resets', ok({}, 202))
      .when('POST /v1/identifier-recoveries', ok({ identifier: 'EP-7K2M-QF9D' }));
    const visitor = new Visitor(web.app, headers);
    const link = await visitor.get(`/mot-de-passe/creer/${token}`);
    const pages = [
      link,
      await visitor.post(link.location ?? '', secret),
      await visitor.post(addresses.request, { ...numbers, ...person, conditions: 'oui' }),
      await visitor.post(addresses.forgottenPassword, { identifiant: 'EP-7K2M-QF9D' }),
      await visitor.post(addresses.forgottenIdentifier, { siret: numbers.siret, ...person }),
    ];
    return Map.groupBy(
      pages.flatMap(({ cookies }) => cookies),
      (cookie) => cookie.split('=')[0] ?? '',
    );
  } finally {
    await web.stop();
  }
}

const names = [
  ...['lien', 'identifiant', 'saisie-connexion', 'proprietaire', 'adresse'],
  ...['saisie-inscription', 'saisie-oubli', 'identifiant-retrouve'],
];
const forgetful: Record<string, string>[] = [{}, { 'X-Forwarded-Proto': 'http' }, { 'X-Forwarded-Proto': 'https' }];

test.each(forgetful)(
  'R41: under a PUBLIC_URL of https every cookie is Secure, for a proxy that tells %j',
  async (told) => {
    const cookies = await cookiesOf('https://parcours.example', told);
    expect([...cookies.keys()]).toEqual(names);
    for (const cookie of [...cookies.values()].flat()) expect(cookie).toMatch(/; HttpOnly; Secure; SameSite=Lax$/u);
  },
);

test.each(forgetful)('under a PUBLIC_URL of http no cookie is Secure, for a proxy that tells %j', async (told) => {
  const cookies = await cookiesOf('http://parcours.example', told);
  expect([...cookies.keys()]).toEqual(names);
  for (const cookie of [...cookies.values()].flat()) expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/u);
});
