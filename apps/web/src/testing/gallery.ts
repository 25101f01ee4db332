import type { Page } from 'playwright-core';
import { addresses } from '../ui/addresses.js';
import type { FakeApi } from './fake-api.js';
import * as samples from './samples.js';

const {
  administrators,
  establishment,
  glance,
  id,
  link,
  numbers,
  ok,
  passwordReceipt,
  problem,
  receipt,
  situated,
  token,
  view,
} = samples;

interface Scene {
  api: FakeApi;
  page: Page;
  origin: string;
}
type Visit = (scene: Scene) => Promise<unknown>;

const open =
  (path: string): Visit =>
  ({ page, origin }) =>
    page.goto(`${origin}${path}`);

const press = (page: Page) =>
  Promise.all([page.waitForLoadState('load'), page.locator('main form button[type=submit]').first().click()]);

/** Nothing happens while the page is looked at. */
const quietStream = { status: 200, stream: () => {} };

/** Step 1, sent with two right numbers. */
const check =
  (situation: Parameters<typeof situated>[0], more: object = {}, followed: object = {}): Visit =>
  async ({ api, page, origin }) => {
    api
      .when('POST /v1/establishments/check', situated(situation, more))
      .when(`GET /v1/registrations/${id}`, ok({ ...view, ...followed }))
      .when(`GET /v1/registrations/${id}/events?seen=${encodeURIComponent(view.updatedAt)}`, quietStream);
    await page.goto(`${origin}${addresses.register}`);
    await page.getByLabel('SIRET').fill(numbers.siret);
    await page.getByLabel('Numéro de contrat').fill(numbers.contrat);
    await press(page);
  };

/** A case in the browser that registered. */
const followed =
  (status: typeof view.status, more: object = {}): Visit =>
  async (scene) => {
    await check('open')(scene);
    scene.api
      .when('POST /v1/registrations', ok(receipt, 201))
      .when(`GET /v1/registrations/${id}`, ok({ ...view, status, ...more }));
    await scene.page.getByLabel('Nom', { exact: true }).fill('Martin');
    await scene.page.getByLabel('Prénom').fill('Nadia');
    await scene.page.getByLabel('Courriel professionnel').fill('nadia.martin@exemple.fr');
    await scene.page.getByLabel(/conditions/u).check();
    await scene.page.getByRole('button', { name: 'Inscrire l’établissement' }).click();
    await scene.page.waitForURL(/dossier/u);
  };

const opened =
  (state: typeof link.state, purpose: typeof link.purpose = 'creation'): Visit =>
  async ({ api, page, origin }) => {
    api.when('POST /v1/password-links/inspect', ok({ ...link, purpose, state }));
    const way = purpose === 'reset' ? addresses.resetPassword : addresses.createPassword;
    await page.goto(`${origin}${way}/${token}`);
  };

const signedInWith =
  (answer: Parameters<FakeApi['when']>[1]): Visit =>
  async ({ api, page, origin }) => {
    api.when('POST /v1/sessions', answer);
    await page.goto(`${origin}${addresses.signIn}`);
    await page.getByLabel('Identifiant').fill('EP-7K2M-QF9D');
    await page.getByLabel('Mot de passe', { exact: true }).fill('brouette lundi saxophone marée');
    await press(page);
  };

/** A page of whoever is signed in, for so many seconds more. */
const signed =
  (path: string, seconds = 1800): Visit =>
  async ({ api, page, origin }) => {
    const endsAt = new Date(Date.now() + seconds * 1000).toISOString();
    api
      .when('GET /v1/sessions/current', ok({ ...samples.session, endsAt }))
      .when('GET /v1/sessions', ok({ sessions: samples.openSessions }));
    await page.context().addCookies([{ name: 'session', value: 'abc', url: origin }]);
    await page.goto(`${origin}${path}`);
  };

const recovered =
  (answer: Parameters<FakeApi['when']>[1]): Visit =>
  async ({ api, page, origin }) => {
    api.when('POST /v1/identifier-recoveries', answer);
    await page.goto(`${origin}${addresses.forgottenIdentifier}`);
    await page.getByLabel('SIRET').fill(numbers.siret);
    await page.getByLabel('Nom', { exact: true }).fill('Martin');
    await page.getByLabel('Prénom').fill('Nadia');
    await page.getByLabel('Courriel').fill('nadia.martin@exemple.fr');
    await press(page);
  };

const typedPassword =
  (answer: Parameters<FakeApi['when']>[1]): Visit =>
  async (scene) => {
    await opened('valid')(scene);
    scene.api.when('POST /v1/passwords', answer);
    await scene.page.getByLabel('Mot de passe', { exact: true }).fill('brouette lundi saxophone marée');
    await press(scene.page);
  };

const short = 'Le mot de passe compte 11\u00a0caractères\u00a0: il en faut 15 au moins.';
const named =
  'Le mot de passe contient votre nom, votre adresse, un numéro ou le nom de votre établissement, ou « parcours ».';
const refusals = [short, named].map((message) => ({ path: 'password', code: 'too-short', message }));

const soon = () => new Date(Date.now() + 42_000).toISOString();

/** Every page and state of a page, by the name of its picture. */
export const gallery: Record<string, Visit> = {
  accueil: open(addresses.home),
  'se-connecter': open(addresses.signIn),
  'se-connecter-continuer': open(`${addresses.signIn}?suite=${addresses.account}`),
  'se-connecter-refuse': signedInWith(problem(401, 'credentials-refused')),
  'se-connecter-verrouille': signedInWith(problem(401, 'identifier-locked')),
  'se-connecter-expire': signedInWith(problem(403, 'account-expired')),
  'se-connecter-patienter': signedInWith(problem(429, 'try-again', {}, { 'Retry-After': '1' })),
  'mon-compte': signed(addresses.account),
  'mon-compte-modifie': async (scene) => {
    await signed(addresses.changePassword)(scene);
    scene.api.when('POST /v1/sessions/current/password', { status: 204 });
    await scene.page.getByLabel('Mot de passe actuel').fill('brouette lundi saxophone marée');
    await scene.page.getByLabel('Nouveau mot de passe').fill('tramway citron lunaire bleu');
    await press(scene.page);
  },
  'mon-compte-fin-de-session': async (scene) => {
    await signed(addresses.account, 100)(scene);
    await scene.page.getByRole('link', { name: 'Rester connecté' }).waitFor();
  },
  'mon-compte-mot-de-passe': signed(addresses.changePassword),
  'mon-compte-mot-de-passe-erreurs': async (scene) => {
    await signed(addresses.changePassword)(scene);
    await press(scene.page);
  },
  'mot-de-passe-oublie': open(addresses.forgottenPassword),
  'mot-de-passe-oublie-erreurs': async (scene) => {
    await open(addresses.forgottenPassword)(scene);
    await scene.page.getByLabel('Identifiant').fill('nadia');
    await press(scene.page);
  },
  'mot-de-passe-oublie-messagerie': async (scene) => {
    scene.api.when('POST /v1/password-resets', ok({}, 202));
    await open(addresses.forgottenPassword)(scene);
    await scene.page.getByLabel('Identifiant').fill('EP-7K2M-QF9D');
    await press(scene.page);
  },
  'mot-de-passe-modifie': async (scene) => {
    await opened('valid', 'reset')(scene);
    scene.api.when('POST /v1/passwords', ok(passwordReceipt));
    await scene.page.getByLabel('Mot de passe', { exact: true }).fill('brouette lundi saxophone marée');
    await press(scene.page);
  },
  'mot-de-passe-modifie-ailleurs': open(addresses.passwordChanged),
  'mot-de-passe-reinitialiser': opened('valid', 'reset'),
  'reinitialiser-deja-utilise': opened('used', 'reset'),
  'reinitialiser-remplace': opened('superseded', 'reset'),
  'reinitialiser-expire': opened('expired', 'reset'),
  'identifiant-oublie': open(addresses.forgottenIdentifier),
  'identifiant-oublie-erreurs': async (scene) => {
    await open(addresses.forgottenIdentifier)(scene);
    await press(scene.page);
  },
  'identifiant-oublie-aucun': recovered(problem(404, 'no-match')),
  'identifiant-oublie-affiche': recovered(ok({ identifier: 'EP-7K2M-QF9D' })),
  'renouveler-administrateurs': async (scene) => {
    await signedInWith(problem(403, 'account-expired'))(scene);
    await press(scene.page);
    scene.api.when('POST /v1/establishments/check', situated('registered', { administrators }));
    await scene.page.getByLabel('SIRET').fill(numbers.siret);
    await scene.page.getByLabel('Numéro de contrat').fill(numbers.contrat);
    await press(scene.page);
  },
  'renouveler-prevenus': async (scene) => {
    await gallery['renouveler-administrateurs']?.(scene);
    scene.api.when('POST /v1/renewal-requests', ok({}, 202));
    await press(scene.page);
  },
  'aide-recherche': open(`${addresses.help}?q=verrouille`),
  'aide-identifiant': open(addresses.helpIdentifier),
  'aide-mot-de-passe': open(addresses.helpPassword),
  'aide-recherche-vide': open(`${addresses.help}?q=zebre`),
  'aide-compte-expire': open(addresses.helpExpired),
  'aide-lien-modifie': open(addresses.helpLinks),
  aide: async ({ page, origin }) => {
    await page.goto(`${origin}${addresses.help}`);
    await page.locator('summary').first().click();
  },
  'aide-connecte': signed(addresses.help),
  'aide-inscrire': open(addresses.helpRegister),
  'aide-courriel': open(addresses.helpMail),
  'aide-affichage': open(addresses.helpDisplay),
  'aide-cache': open(addresses.helpCache),
  'aide-fiche-informatique': open(addresses.helpSheet),
  accessibilite: open(addresses.accessibility),
  'donnees-personnelles': open(addresses.privacy),
  'conditions-d-utilisation': open(addresses.terms),
  'page-introuvable': open('/nulle-part'),
  'inscrire-1': open(addresses.register),
  'inscrire-1-erreurs': async ({ page, origin }) => {
    await page.goto(`${origin}${addresses.register}`);
    await page.getByLabel('SIRET').fill('216 901 231 0001');
    await press(page);
  },
  'inscrire-1-indisponible': async (scene) => {
    scene.api.when('POST /v1/establishments/check', problem(503, 'unavailable'));
    await scene.page.goto(`${scene.origin}${addresses.register}`);
    await scene.page.getByLabel('SIRET').fill(numbers.siret);
    await scene.page.getByLabel('Numéro de contrat').fill(numbers.contrat);
    await press(scene.page);
  },
  'inscrire-2': check('open'),
  'inscrire-2-annuaire-absent': check('directory-unavailable', {
    establishment: { ...establishment, name: null, city: null, legalCategory: null },
  }),
  'inscrire-2-erreurs': async (scene) => {
    await check('open')(scene);
    await scene.page.getByRole('button', { name: 'Inscrire l’établissement' }).click();
    await scene.page.waitForSelector('.errors');
  },
  'situation-contrat-inconnu': check('contract-unknown'),
  'situation-deja-inscrit': check('registered', { administrators }),
  'situation-en-cours': check('in-progress', { registration: { ...glance, canResendAt: soon() } }),
  'situation-sous-examen': check(
    'under-review',
    { registration: glance },
    { status: 'under-review', deadline: null, reviewUntil: '2026-12-23T13:30:00.000Z' },
  ),
  'situation-non-eligible': check('not-eligible'),
  'situation-ferme': check('closed', { closedOn: '2025-01-01' }),
  'situation-deja-inscrit-seul': check('registered', { administrators: administrators.slice(0, 1) }),
  'situation-deja-inscrit-expire': check('registered', {
    administrators: administrators.map((administrator, rank) => ({ ...administrator, canSignIn: rank > 0 })),
  }),
  'situation-inconnu': check('unknown', { establishment: undefined }),
  'dossier-verification': followed('checking', { sentAt: null, deadline: null, canResendAt: null, delayed: true }),
  'dossier-messagerie': followed('awaiting-password', { canResendAt: soon() }),
  'dossier-renvoye': async (scene) => {
    await followed('awaiting-password')(scene);
    scene.api.when(`GET /v1/registrations/${id}`, ok({ ...view, canResendAt: soon() }));
    scene.api.when(`POST /v1/registrations/${id}/resend`, ok({ sentTo: view.sentTo, canResendAt: soon() }, 202));
    await scene.page.getByRole('button', { name: 'Vous en envoyer un nouveau' }).click();
    await scene.page.waitForURL(/reponse/u);
  },
  'dossier-adresse-erreur': async (scene) => {
    await followed('awaiting-password')(scene);
    await scene.page.getByText('Corriger l’adresse').first().click();
    await scene.page.getByLabel('Nouvelle adresse').fill('nadia');
    await scene.page.getByRole('button', { name: 'Corriger et renvoyer' }).click();
    await scene.page.waitForSelector('.errors');
  },
  'dossier-bloque': followed('blocked'),
  'dossier-envoi': followed('awaiting-password', { sentAt: null }),
  'dossier-courriel-refuse': followed('blocked', {
    blocked: { reason: 'mail-refused', since: view.receivedAt, reply: '550 5.1.1' },
  }),
  'dossier-termine': followed('completed'),
  'dossier-refuse': followed('refused', { reason: 'after-review' }),
  'dossier-expire': followed('expired'),
  'dossier-annule': followed('cancelled'),
  'mot-de-passe-creer': opened('valid'),
  'mot-de-passe-creer-erreurs': typedPassword(problem(422, 'password-refused', { errors: refusals })),
  'mot-de-passe-identifiant': typedPassword(ok(passwordReceipt)),
  'lien-deja-utilise': opened('used'),
  'lien-remplace': opened('superseded'),
  'lien-expire': opened('expired'),
  'lien-non-reconnu': open('/mot-de-passe/creer/trop-court'),
  'lien-absent': open(addresses.linkPage('abcdefgh')),
  'mot-de-passe-code': open(addresses.code),
  'mot-de-passe-code-erreurs': async (scene) => {
    scene.api.when('POST /v1/passwords', problem(422, 'password-refused', { errors: refusals }));
    await scene.page.goto(`${scene.origin}${addresses.code}`);
    await scene.page.getByLabel('SIRET ou identifiant').fill(numbers.siret);
    await scene.page.getByLabel('Code').fill('K7QF-29MD');
    await scene.page.getByLabel('Nouveau mot de passe').fill('court');
    await press(scene.page);
  },
  'identifiant-masque': open(addresses.identifier),
};
