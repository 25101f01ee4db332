import type { RegistrationView } from './api/generated/parcours.js';
import { addresses } from './ui/addresses.js';
import * as samples from './testing/samples.js';
import { ownWeb } from './testing/own-web.js';
import type { Page } from './testing/visitor.js';
import { htmlFaults } from './testing/web-under-test.js';

const { establishment, glance, id, link, numbers, ok, problem, receipt, situated, token, view } = samples;

const web = ownWeb();

async function expectSound({ html, headers }: Page): Promise<void> {
  expect(await htmlFaults(html)).toEqual([]);
  expect(html).toContain('<html lang="fr">');
  expect(html.match(/<h1[ >]/gu)).toHaveLength(1);
  expect(html).toContain('Démonstration, service non officiel');
  expect(html).toContain('09\u00a070\u00a080\u00a093\u00a029');
  expect(html).not.toMatch(/ style="|<script>| on\w+="/u);
  expect(headers['content-security-policy']).toBe(
    "default-src 'none';style-src 'self';script-src 'self';img-src 'self' data:;connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
  );
  const words = html.replace(/<head>.*<\/head>|<[^>]+>/gsu, '\n');
  expect(words.match(/[^\s] [:;?!»]|« |'/gu)).toBeNull(); // no-break spaces, curly apostrophes
}

test.each([
  ['/', 'Inscription des employeurs publics'],
  [addresses.signIn, 'Se connecter'],
  [addresses.register, 'Inscrire un établissement, étape 1 sur 3'],
  [addresses.code, 'Saisir le code reçu'],
  [addresses.help, 'Aide'],
  [addresses.helpRegister, 'Guide : inscrire un établissement'],
  [`${addresses.help}?q=verrouille`, 'Aide'],
  [`${addresses.help}?q=zebre`, 'Aide'],
  [addresses.forgottenPassword, 'Mot de passe oublié'],
  [addresses.passwordChanged, 'Mot de passe oublié'],
  [addresses.forgottenIdentifier, 'Identifiant oublié'],
  [addresses.recoveredIdentifier, 'Identifiant masqué'],
  [addresses.resetPage('abcdefgh'), 'Lien à ouvrir de nouveau'],
  [`${addresses.signIn}?suite=/mon-compte`, 'Se connecter'],
  [`${addresses.signIn}?deconnecte=1`, 'Se connecter'],
  [addresses.helpIdentifier, 'Guide : l’identifiant'],
  [addresses.helpPassword, 'Guide : le mot de passe'],
  [addresses.helpExpired, 'Guide : le compte expiré'],
  [addresses.helpLinks, 'Le lien du courriel est modifié'],
  [addresses.helpMail, 'Je n’ai pas reçu le courriel de création du mot de passe'],
  [addresses.helpDisplay, 'Les pages s’affichent mal ou le menu de gauche manque'],
  [addresses.helpCache, 'Je ne vois pas les nouveautés annoncées'],
  [addresses.helpSheet, 'Fiche pour le service informatique'],
  [addresses.accessibility, 'Accessibilité : non conforme'],
  [addresses.privacy, 'Données personnelles'],
  [addresses.terms, 'Conditions d’utilisation'],
  [addresses.identifier, 'Identifiant masqué'],
  [addresses.linkPage('abcdefgh'), 'Lien à ouvrir de nouveau'],
])('%s is a valid page', async (path, title) => {
  const page = await web.visitor.get(path);
  expect([page.status, page.title.replaceAll('\u00a0', ' ')]).toEqual([200, `${title} – Parcours`]);
  await expectSound(page);
});

test.each([
  ['/nulle-part', 404],
  ['/mot-de-passe/creer/trop-court', 404],
  ['/%zz', 404],
])('%s is a kind page with status %i', async (path, status) => {
  const page = await web.visitor.get(path);
  expect(page.status).toBe(status);
  await expectSound(page);
});

test.each([
  ['open', {}],
  ['directory-unavailable', { establishment: { ...establishment, name: null, city: null, legalCategory: null } }],
  ['registered', { administrators: [{ name: 'Hélène Garnier', email: 'h•••@exemple.fr', canSignIn: true }] }],
  ['registered', { administrators: [] }],
  ['in-progress', { registration: glance }],
  ['under-review', { registration: glance }],
  ['not-eligible', {}],
  ['closed', {}],
  ['unknown', { establishment: undefined }],
  ['contract-unknown', {}],
] as const)('situation %s has a valid page of its own', async (situation, more) => {
  const status = situation === 'under-review' ? 'under-review' : 'awaiting-password';
  web.api
    .when('POST /v1/establishments/check', situated(situation, more))
    .when(`GET /v1/registrations/${id}`, ok({ ...view, status }));
  await expectSound(await web.visitor.submit(addresses.register, numbers));
});

const statuses: RegistrationView['status'][] = [
  ...(['checking', 'under-review', 'awaiting-password', 'blocked', 'completed'] as const),
  ...(['refused', 'expired', 'cancelled'] as const),
];
test.each(statuses)(
  'a case that is %s has a valid page, also delayed and in the browser that registered',
  async (status) => {
    web.api
      .when('POST /v1/registrations', ok(receipt, 201))
      .when(
        `GET /v1/registrations/${id}`,
        ok({ ...view, status, delayed: true, reason: 'establishment-not-eligible' }),
      );
    const form = { ...numbers, nom: 'Martin', prenom: 'Nadia', courriel: 'n@exemple.fr', conditions: 'oui' };
    await web.visitor.post(addresses.request, form);
    await expectSound(await web.visitor.get(addresses.case(id)));
    const told = [ok({ sentTo: view.sentTo, canResendAt: null }, 202)];
    const refused = [
      [409, 'nothing-to-resend'],
      [429, 'resend-too-soon'],
      [403, 'owner-key-refused'],
      [503, 'unavailable'],
    ];
    for (const answer of [...told, ...refused.map(([code, name]) => problem(Number(code), name as 'unavailable'))]) {
      web.api.when(`POST /v1/registrations/${id}/resend`, answer).when(`POST /v1/registrations/${id}/email`, answer);
      await expectSound(await web.visitor.submit(`${addresses.case(id)}/renvoyer`));
      await expectSound(await web.visitor.submit(`${addresses.case(id)}/adresse`, { courriel: 'autre@exemple.fr' }));
    }
  },
);

test('forms with errors are valid pages that begin with them', async () => {
  web.api.when('POST /v1/establishments/check', situated('open')).when(`GET /v1/registrations/${id}`, ok(view));
  const forms = [addresses.signIn, addresses.forgottenPassword, addresses.forgottenIdentifier];
  for (const path of [addresses.register, addresses.code, ...forms])
    await expectErrors(await web.visitor.submit(path, {}));
  await expectErrors(await web.visitor.submit(addresses.request, numbers));
  web.api.when('POST /v1/establishments/check', situated('registered', { administrators: samples.administrators }));
  await expectErrors(await web.visitor.submit(addresses.tellAdministrators, numbers));
  web.api.when('GET /v1/sessions/current', ok(samples.session));
  await expectErrors(await web.visitor.submit(addresses.changePassword));
});

async function expectErrors(page: Page): Promise<void> {
  expect(page.status).toBe(422);
  expect(page.title).toMatch(/^Erreur\u00a0: /u);
  expect(page.html).toMatch(/<div class="errors card stack" role="alert"[^>]* tabindex="-1" autofocus=""/u);
  await expectSound(page);
}

describe.each([
  ['creation', 'creer'],
  ['reset', 'reinitialiser'],
] as const)('the link of a %s', (purpose, way) => {
  test.each(['valid', 'used', 'superseded', 'expired'] as const)(
    '%s, it has a valid page of its own',
    async (state) => {
      const message = 'Trop court\u00a0: il en faut 15.';
      web.api
        .when('POST /v1/password-links/inspect', ok({ ...link, purpose, state }))
        .when(
          'POST /v1/passwords',
          problem(422, 'password-refused', { errors: [{ path: 'password', code: 'x', message }] }),
        );
      const { location = '' } = await web.visitor.get(`/mot-de-passe/${way}/${token}`);
      await expectSound(await web.visitor.get(location));
      await expectSound(await web.visitor.submit(location, { 'mot-de-passe': 'court' }));
    },
  );
});

test.each([
  ['refused', problem(401, 'credentials-refused'), 422],
  ['locked', problem(401, 'identifier-locked'), 403],
  ['expired', problem(403, 'account-expired'), 403],
  ['tried at the same time', problem(429, 'try-again', {}, { 'Retry-After': '1' }), 429],
] as const)('a sign-in that is %s has a valid page', async (_, told, status) => {
  web.api.when('POST /v1/sessions', told).when('POST /v1/sessions/current/password', told);
  const form = { identifiant: 'EP-7K2M-QF9D', 'mot-de-passe': 'brouette lundi saxophone' };
  const page = await web.visitor.submit(addresses.signIn, form);
  expect(page.status).toBe(status);
  await expectSound(page);
  web.api.when('GET /v1/sessions/current', ok(samples.session));
  await expectSound(await web.visitor.submit(addresses.changePassword, { actuel: 'a', nouveau: 'b' }));
});

test('« Mon compte » is valid, whatever has just happened and however much of it is known', async () => {
  web.api.when('GET /v1/sessions/current', ok(samples.session));
  web.api.when('GET /v1/sessions', problem(503, 'unavailable'));
  await expectSound(await web.visitor.get(addresses.account));
  web.api.when('GET /v1/sessions', ok({ sessions: samples.openSessions }));
  for (const answer of [{ status: 204 }, problem(503, 'unavailable')]) {
    web.api.when('DELETE /v1/sessions', answer).when('POST /v1/sessions/current/password', answer);
    await expectSound(await web.visitor.submit(addresses.closeSessions));
    await expectSound(await web.visitor.submit(addresses.changePassword, { actuel: 'a', nouveau: 'b' }));
  }
});

test('F11: the list for an expired account is valid', async () => {
  web.api.when('POST /v1/establishments/check', situated('registered', { administrators: samples.administrators }));
  const numbersWithIdentifier = { ...numbers, identifiant: 'EP-7K2M-QF9D' };
  await expectSound(await web.visitor.submit(addresses.renew, numbersWithIdentifier));
  await expectSound(await web.visitor.submit(addresses.register, numbersWithIdentifier));
});

test('F6: the recovered identifiant’s page is valid, and so is the refusal', async () => {
  const form = { siret: numbers.siret, nom: 'Martin', prenom: 'Nadia', courriel: 'n@exemple.fr' };
  web.api.when('POST /v1/identifier-recoveries', problem(404, 'no-match'));
  await expectSound(await web.visitor.submit(addresses.forgottenIdentifier, form));
  web.api.when('POST /v1/identifier-recoveries', ok({ identifier: 'EP-7K2M-QF9D' }));
  await web.visitor.post(addresses.forgottenIdentifier, form);
  await expectSound(await web.visitor.get(addresses.recoveredIdentifier));
});

test('the identifiant’s page is valid', async () => {
  web.api.when('POST /v1/passwords', ok(samples.passwordReceipt));
  await web.visitor.post(addresses.code, {
    qui: numbers.siret,
    code: 'K7QF-29MD',
    'mot-de-passe': 'brouette lundi saxophone',
  });
  await expectSound(await web.visitor.get(addresses.identifier));
});

test('pages shown while the API is away are valid, say so with 503, and lose nothing typed', async () => {
  const form = { ...numbers, nom: 'Martin', prenom: 'Nadia', courriel: 'n@exemple.fr', conditions: 'oui' };
  for (const [path, sent, kept] of [
    [addresses.register, numbers, 'value="DEMO2024017"'],
    [addresses.request, form, 'value="n@exemple.fr"'],
    [
      addresses.code,
      { qui: numbers.siret, code: 'K7QF-29MD', 'mot-de-passe': 'brouette lundi saxophone' },
      'value="K7QF-29MD"',
    ],
  ] as const) {
    const page = await web.visitor.submit(path, sent);
    expect(page.status).toBe(503);
    expect(page.html).toContain('Le service est momentanément indisponible');
    expect(page.html).toContain(kept);
    await expectSound(page);
  }
  const page = await web.visitor.get(addresses.case(id));
  expect(page.status).toBe(503);
  await expectSound(page);
});
