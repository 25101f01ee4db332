import type { RegistrationView } from './api/generated/parcours.js';
import type { FakeApi } from './testing/fake-api.js';
import * as samples from './testing/samples.js';
import { ownWeb } from './testing/own-web.js';
import { type Page, Visitor, wordsOf } from './testing/visitor.js';
import { addresses } from './ui/addresses.js';

/**
 * Every address of the web, reached as its journey reaches it, then by Back and a reload, cold, twice, and in the other
 * states of the case, the link and the session. A route without a row fails.
 */
const web = ownWeb();

const { administrators, glance, id, link, numbers, ok, passwordReceipt, problem, receipt, session, situated, token } =
  samples;
const { view } = samples;
const password = { 'mot-de-passe': 'brouette lundi saxophone marée' };
const applicant = { ...numbers, nom: 'Martin', prenom: 'Nadia', courriel: 'n@exemple.fr', conditions: 'oui' };
const away = problem(503, 'unavailable');
const unavailable = 'Le service est momentanément indisponible';

type Change = (api: FakeApi) => unknown;
/** What a page says first: its heading, or `→` where it leads on. */
type Says = string;

interface Row {
  /** Goes there as the journey does; its address, with what the last form made of it. */
  come: (who: Visitor) => Promise<string>;
  says: Says;
  /** In a browser without cookies. */
  cold: Says;
  /** When its form is sent once more; absent where it has none that does something. */
  twice?: [send: (who: Visitor) => Promise<Page>, says: Says];
  /** What the facts have become meanwhile, what the page then says, and words that would be false. */
  then?: Record<string, [change: Change, says: Says, unsaid?: RegExp]>;
}

const at = (path: string) => () => Promise.resolve(path);
const still = (says: Says): Omit<Row, 'come'> => ({ says, cold: says });
const text = (path: string, says: Says): Row => ({ come: at(path), ...still(says) });
const led = (path: string, to: string): Row => text(path, `→ ${to}`);
const answered = async (who: Visitor, path: string, form: Record<string, string> = {}): Promise<string> =>
  (await who.post(path, form)).location ?? '';

const signedIn: Change = (api) => api.when('GET /v1/sessions/current', ok(session)).when('GET /v1/sessions', away);
const signedOut: Change = (api) => api.when('GET /v1/sessions/current', problem(401, 'session-absent'));
const sessionAway: Change = (api) => api.when('GET /v1/sessions/current', away);
const withSession = async (who: Visitor) => {
  const cookie = 'session=abc; Path=/; HttpOnly';
  web.api.when('POST /v1/sessions', { ...ok({ account: session.account }, 201), headers: { 'Set-Cookie': cookie } });
  await who.post(addresses.signIn, { identifiant: 'EP-7K2M-QF9D', ...password });
  signedIn(web.api);
};
const signedInAt = (path: string) => async (who: Visitor) => {
  await withSession(who);
  return path;
};

const checked = (...told: Parameters<typeof situated>): Change => {
  const answer = situated(...told);
  return (api) => api.when('POST /v1/establishments/check', answer);
};
const follows = (status: RegistrationView['status'], more: object = {}): Change => {
  const answer = ok({ ...view, status, ...more });
  return (api) => api.when(`GET /v1/registrations/${id}`, answer);
};
const both =
  (...changes: Change[]): Change =>
  (api) =>
    changes.forEach((change) => change(api));

const registered = async (who: Visitor) => {
  web.api.when('POST /v1/registrations', ok(receipt, 201));
  await who.post(addresses.request, applicant);
  follows('awaiting-password')(web.api);
};
const resent = async (who: Visitor) => {
  await registered(who);
  web.api.when(`POST /v1/registrations/${id}/resend`, ok({ sentTo: view.sentTo, canResendAt: null }, 202));
  return answered(who, `${addresses.case(id)}/renvoyer`);
};
const refused = { blocked: { reason: 'mail-refused', since: view.receivedAt, reply: '550 5.1.1' } };
const inProgress = checked('in-progress', { registration: glance });
const underReview = checked('under-review', { registration: glance });
const review = { deadline: null, reviewUntil: '2026-12-23T13:30:00.000Z' };

const inspected = (state: string, purpose = 'creation'): Change => {
  const answer = ok({ ...link, purpose, state });
  return (api) => api.when('POST /v1/password-links/inspect', answer);
};
const opened = (way: string, purpose: string) => async (who: Visitor) => {
  inspected('valid', purpose)(web.api);
  return (await who.get(`${way}/${token}`)).location ?? '';
};
const passwordSet = (way: string, purpose: string) => async (who: Visitor) => {
  web.api.when('POST /v1/passwords', ok(passwordReceipt));
  return answered(who, await opened(way, purpose)(who), password);
};
const unknownLink: Change = (api) => api.when('POST /v1/password-links/inspect', problem(404, 'link-unknown'));
const linkRow = (way: string, purpose: string, says: Says, used: Says): Row => ({
  come: opened(way, purpose),
  says,
  cold: 'Ouvrez de nouveau le lien du courriel',
  twice: [
    async (who) => {
      const page = await opened(way, purpose)(who);
      web.api.when('POST /v1/passwords', ok(passwordReceipt));
      await who.post(page, password);
      web.api.when('POST /v1/passwords', problem(409, 'link-used'));
      inspected('used', purpose)(web.api);
      return who.submit(page, password);
    },
    used,
  ],
  then: {
    'used meanwhile': [inspected('used', purpose), used, /Créer le mot de passe|n’a pas gardé/u],
    'superseded meanwhile': [inspected('superseded', purpose), 'Un courriel plus récent a remplacé ce lien'],
    'expired meanwhile': [inspected('expired', purpose), 'Ce lien a expiré'],
    'gone meanwhile': [unknownLink, 'Ce lien n’est pas reconnu'],
    'with the API away': [(api) => api.when('POST /v1/password-links/inspect', away), says],
  },
});

const wrongSteps = async (who: Visitor, upTo: 1 | 2) => {
  const first = await answered(who, addresses.register, { ...numbers, siret: '216 901 231 0001' });
  if (upTo === 1) return first;
  await who.post(addresses.register, numbers);
  return answered(who, addresses.request, { ...applicant, courriel: 'nadia' });
};

const pages: Record<string, Row> = {
  '/': text('/', 'Inscrivez votre établissement, étape par étape'),
  '/aide': text('/aide', 'Aide'),
  '/aide/inscrire-un-etablissement': text(addresses.helpRegister, 'Inscrire un établissement'),
  '/aide/identifiant': text(addresses.helpIdentifier, 'Retrouver son identifiant'),
  '/aide/mot-de-passe': text(addresses.helpPassword, 'Choisir un nouveau mot de passe'),
  '/aide/compte-expire': text(addresses.helpExpired, '« L’état de votre compte ne permet pas votre connexion »'),
  '/aide/lien-modifie': text(addresses.helpLinks, 'Le lien du courriel est modifié'),
  '/aide/courriel-non-recu': text(addresses.helpMail, 'Je n’ai pas reçu le courriel de création du mot de passe'),
  '/aide/affichage': text(addresses.helpDisplay, 'Les pages s’affichent mal ou le menu de gauche manque'),
  '/aide/vider-le-cache': text(addresses.helpCache, 'Je ne vois pas les nouveautés annoncées'),
  '/aide/fiche-informatique': text(addresses.helpSheet, 'Fiche pour le service informatique'),
  '/accessibilite': text(addresses.accessibility, 'Accessibilité : non conforme'),
  '/donnees-personnelles': text(addresses.privacy, 'Données personnelles'),
  '/conditions-d-utilisation': text(addresses.terms, 'Conditions d’utilisation'),

  '/se-connecter': {
    come: async (who) => {
      web.api.when('POST /v1/sessions', problem(401, 'credentials-refused', { triesLeft: 2 }));
      return answered(who, addresses.signIn, { identifiant: 'EP-7K2M-QF9D', ...password });
    },
    ...still('Se connecter'),
    twice: [
      async (who) => {
        web.api.when('POST /v1/sessions', problem(401, 'identifier-locked'));
        return who.submit(addresses.signIn, { identifiant: 'EP-7K2M-QF9D', ...password });
      },
      'Se connecter',
    ],
  },
  '/mon-compte': {
    come: signedInAt(addresses.account),
    says: 'Bonjour Nadia Martin',
    cold: `→ /se-connecter?suite=${addresses.account}`,
    twice: [
      async (who) => {
        await withSession(who);
        web.api.when('DELETE /v1/sessions', { status: 204 });
        await who.post(addresses.closeSessions);
        return who.submit(addresses.closeSessions);
      },
      'Bonjour Nadia Martin',
    ],
    then: {
      'signed out meanwhile': [signedOut, `→ /se-connecter?suite=${addresses.account}`],
      'with the API away': [sessionAway, unavailable, /Nadia/u],
    },
  },
  '/mon-compte/mot-de-passe': {
    come: signedInAt(addresses.changePassword),
    says: 'Changer mon mot de passe',
    cold: `→ /se-connecter?suite=${addresses.changePassword}`,
    then: {
      'signed out meanwhile': [signedOut, `→ /se-connecter?suite=${addresses.changePassword}`],
      'with the API away': [sessionAway, unavailable],
    },
  },
  '/mon-compte/sessions': led(addresses.closeSessions, addresses.account),
  '/mon-compte/deconnexion': led(addresses.signOut, addresses.account),

  '/inscrire-un-etablissement': {
    come: (who) => wrongSteps(who, 1),
    ...still('Inscrire un établissement'),
  },
  '/inscrire-un-etablissement/numeros': led(addresses.changeNumbers, addresses.register),
  '/inscrire-un-etablissement/prevenir': led(addresses.tellAdministrators, addresses.request),
  '/inscrire-un-etablissement/demande': {
    come: async (who) => {
      checked('open')(web.api);
      return wrongSteps(who, 2);
    },
    says: 'Est-ce bien votre établissement ?',
    cold: `→ ${addresses.register}`,
    twice: [
      async (who) => {
        await registered(who);
        return who.submit(addresses.request, applicant);
      },
      'Consultez votre messagerie',
    ],
    then: {
      'registered meanwhile': [
        checked('registered', { administrators }),
        'Votre établissement est déjà inscrit',
        /Il y a un problème|adresse complète/u,
      ],
      'in progress meanwhile': [both(inProgress, follows('awaiting-password')), 'L’inscription est en cours'],
      'in progress, its case away': [
        both(inProgress, (api) => api.when(`GET /v1/registrations/${id}`, away)),
        'L’inscription est en cours',
        /va être envoyé|a été envoyé/u,
      ],
      'in progress and blocked': [both(inProgress, follows('blocked', refused)), 'Le courriel n’a pas pu être remis'],
      'completed in the instant': [both(inProgress, follows('completed')), 'L’inscription est terminée'],
      'under review meanwhile': [
        both(underReview, follows('under-review', review)),
        'Votre demande est en cours d’examen',
      ],
      'under review, its case away': [
        both(underReview, (api) => api.when(`GET /v1/registrations/${id}`, away)),
        `→ ${addresses.case(id)}`,
      ],
      'closed meanwhile': [checked('closed'), 'Cet établissement est fermé', /Il y a un problème/u],
      'not eligible meanwhile': [checked('not-eligible'), 'Cet établissement ne peut pas être inscrit'],
      'unknown meanwhile': [checked('unknown'), 'Aucun établissement ne porte ce SIRET'],
      'its directory away': [checked('directory-unavailable'), 'Est-ce bien votre établissement ?'],
      'with another contract': [checked('contract-unknown'), `→ ${addresses.register}?reponse=1`],
      'with the API away': [
        (api) => api.when('POST /v1/establishments/check', away),
        'Est-ce bien votre établissement ?',
      ],
    },
  },
  '/inscrire-un-etablissement/renouveler': {
    come: (who) => answered(who, addresses.renew, { ...numbers, identifiant: 'EP-7K2M-QF9D' }),
    says: 'Trouver un administrateur',
    cold: `→ ${addresses.register}`,
  },
  '/inscrire-un-etablissement/prevenus': {
    come: async (who) => {
      web.api.when('POST /v1/renewal-requests', ok({}, 202));
      return answered(who, addresses.tellAdministrators, { ...numbers, identifiant: 'EP-7K2M-QF9D' });
    },
    says: 'Votre demande est reçue',
    cold: `→ ${addresses.register}`,
  },
  '/inscrire-un-etablissement/dossier/:id': {
    come: resent,
    ...still('Consultez votre messagerie'),
    twice: [
      async (who) => {
        await resent(who);
        web.api.when(`POST /v1/registrations/${id}/resend`, problem(429, 'resend-too-soon'));
        return who.submit(`${addresses.case(id)}/renvoyer`);
      },
      'Consultez votre messagerie',
    ],
    then: {
      'checked again': [follows('checking'), 'Nous vérifions votre demande', /en route/u],
      'under review': [follows('under-review', review), 'Votre demande est en cours d’examen', /en route/u],
      'its mail refused': [follows('blocked', refused), 'Le courriel n’a pas pu être remis', /en route/u],
      'blocked for another reason': [
        follows('blocked', { blocked: { reason: 'misconfigured', since: view.receivedAt, reply: null } }),
        'Un conseiller va vous aider',
        /en route|Corriger/u,
      ],
      completed: [follows('completed'), 'L’inscription est terminée', /en route|Corriger/u],
      refused: [follows('refused', { reason: 'after-review' }), 'L’inscription n’a pas été acceptée', /en route/u],
      expired: [follows('expired'), 'Le délai est passé', /en route/u],
      'expired under review': [
        follows('expired', { deadline: null }),
        'Nous n’avons pas répondu à temps',
        /mot de passe/u,
      ],
      cancelled: [follows('cancelled'), 'Cette demande a été annulée', /en route/u],
      purged: [
        (api) => api.when(`GET /v1/registrations/${id}`, problem(404, 'registration-unknown')),
        'Nous ne trouvons pas ce dossier',
      ],
      'with the API away': [(api) => api.when(`GET /v1/registrations/${id}`, away), unavailable],
    },
  },
  '/inscrire-un-etablissement/dossier/:id/renvoyer': led(`${addresses.case(id)}/renvoyer`, addresses.case(id)),
  '/inscrire-un-etablissement/dossier/:id/adresse': led(`${addresses.case(id)}/adresse`, addresses.case(id)),

  '/mot-de-passe/creer': text(addresses.createPassword, 'Ce lien n’est pas reconnu'),
  '/mot-de-passe/creer/:token': text(`${addresses.createPassword}/trop-court`, 'Ce lien n’est pas reconnu'),
  '/mot-de-passe/creer/page/:page': linkRow(
    addresses.createPassword,
    'creation',
    'Créez votre mot de passe',
    'Le mot de passe est déjà créé',
  ),
  '/mot-de-passe/reinitialiser': text(addresses.resetPassword, 'Ce lien n’est pas reconnu'),
  '/mot-de-passe/reinitialiser/:token': text(`${addresses.resetPassword}/trop-court`, 'Ce lien n’est pas reconnu'),
  '/mot-de-passe/reinitialiser/page/:page': linkRow(
    addresses.resetPassword,
    'reset',
    'Choisissez un nouveau mot de passe',
    'Le mot de passe est déjà modifié',
  ),
  '/mot-de-passe/modifie': {
    come: passwordSet(addresses.resetPassword, 'reset'),
    says: 'Votre mot de passe est modifié',
    cold: 'Aucun changement ne vient d’être fait ici',
  },
  '/mot-de-passe/identifiant': {
    come: passwordSet(addresses.createPassword, 'creation'),
    says: 'Votre compte est ouvert',
    cold: 'Votre identifiant n’est plus affiché ici',
  },
  '/mot-de-passe/code': {
    come: async (who) => {
      web.api.when('POST /v1/passwords', problem(404, 'code-refused'));
      return answered(who, addresses.code, { qui: numbers.siret, code: 'K7QF-29MD', ...password });
    },
    ...still('Saisir le code reçu'),
    twice: [
      async (who) => {
        const form = { qui: numbers.siret, code: 'K7QF-29MD', ...password };
        web.api.when('POST /v1/passwords', ok(passwordReceipt));
        await who.post(addresses.code, form);
        web.api.when('POST /v1/passwords', problem(409, 'link-used'));
        return who.submit(addresses.code, form);
      },
      'Le mot de passe est déjà créé',
    ],
  },
  '/mot-de-passe-oublie': {
    come: (who) => answered(who, addresses.forgottenPassword, { identifiant: 'nadia' }),
    ...still('Mot de passe oublié'),
  },
  '/mot-de-passe-oublie/messagerie': {
    come: async (who) => {
      web.api.when('POST /v1/password-resets', ok({}, 202));
      return answered(who, addresses.forgottenPassword, { identifiant: 'EP-7K2M-QF9D' });
    },
    says: 'Consultez votre messagerie',
    cold: `→ ${addresses.forgottenPassword}`,
    twice: [
      async (who) => {
        web.api.when('POST /v1/password-resets', ok({}, 202));
        await who.post(addresses.forgottenPassword, { identifiant: 'EP-7K2M-QF9D' });
        return who.submit(addresses.forgottenPassword, { identifiant: 'EP-7K2M-QF9D' });
      },
      'Consultez votre messagerie',
    ],
  },
  '/identifiant-oublie': {
    come: (who) => answered(who, addresses.forgottenIdentifier, { siret: numbers.siret }),
    ...still('Identifiant oublié'),
  },
  '/identifiant-oublie/identifiant': {
    come: async (who) => {
      web.api.when('POST /v1/identifier-recoveries', ok({ identifier: 'EP-7K2M-QF9D' }));
      return answered(who, addresses.forgottenIdentifier, applicant);
    },
    says: 'Voici votre identifiant',
    cold: 'Votre identifiant n’est plus affiché ici',
  },
};

/** For scripts and machines. */
const noPages = ['/health/live', '/health/ready', addresses.goOn, '/inscrire-un-etablissement/dossier/:id/evenements'];

function routesRead(): string[] {
  interface Layer {
    route?: { path: string; methods: Record<string, boolean> };
  }
  const { stack } = (web.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
  return stack.flatMap(({ route }) => (route?.methods.get ? [route.path] : []));
}

function saysOf({ html, location }: Page): Says {
  if (location !== undefined) return `→ ${location}`;
  const [, heading = ''] = /<h1[^>]*>(.*?)<\/h1>/su.exec(html) ?? [];
  return wordsOf(heading).trim();
}

test('R58: every page that the web’s router knows has a row of this matrix, and no row is left over', () => {
  expect([...Object.keys(pages), ...noPages].sort()).toEqual([...new Set(routesRead())].sort());
});

describe.each(Object.entries(pages))('R58: %s says only what is true', (_, { come, says, cold, twice, then = {} }) => {
  test('by its journey, by Back and by a reload', async () => {
    const address = await come(web.visitor);
    const first = await web.visitor.get(address);
    expect(saysOf(first)).toBe(says);
    await web.visitor.get(addresses.terms);
    const again = await web.visitor.get(address);
    expect([again.status, saysOf(again)]).toEqual([first.status, says]);
  });

  test('cold: in a browser that has done nothing', async () => {
    const address = await come(web.visitor);
    signedOut(web.api);
    const page = await new Visitor(web.app).get(address);
    expect(saysOf(page)).toBe(cold);
    expect(page.html).not.toMatch(/class="errors|class="notice[^"]*" role="status"/u);
  });

  if (twice) {
    test('sent twice', async () => {
      const [send, words] = twice;
      expect(saysOf(await send(web.visitor))).toBe(words);
    });
  }

  for (const [state, [change, words, unsaid]] of Object.entries(then)) {
    test(`${state}`, async () => {
      const address = await come(web.visitor);
      await web.visitor.get(address);
      change(web.api);
      const page = await web.visitor.get(address);
      expect(saysOf(page)).toBe(words);
      if (unsaid) expect(wordsOf(page.html)).not.toMatch(unsaid);
    });
  }
});

test('R58: step 1 does not tell, by Back, what was wrong with step 2', async () => {
  checked('open')(web.api);
  const first = await wrongSteps(web.visitor, 1);
  await wrongSteps(web.visitor, 2);
  const back = await web.visitor.get(first);
  expect([back.status, back.html.includes('class="errors')]).toEqual([200, false]);
  expect(back.html).toContain(`value="${numbers.siret}"`);
});

test('R58: « Vous êtes déconnecté » is said of a session that has ended, not of one that could not be read', async () => {
  await withSession(web.visitor);
  sessionAway(web.api);
  expect((await web.visitor.get(`${addresses.signIn}?deconnecte=1`)).html).not.toContain('Vous êtes déconnecté');
  signedOut(web.api);
  expect((await web.visitor.get(`${addresses.signIn}?deconnecte=1`)).html).toContain('Vous êtes déconnecté');
});

test('R58: at a shared computer nobody is told what the one before did to an account', async () => {
  await withSession(web.visitor);
  web.api.when('DELETE /v1/sessions', { status: 204 }).when('DELETE /v1/sessions/current', { status: 204 });
  const told = await answered(web.visitor, addresses.closeSessions);
  expect((await web.visitor.get(told)).html).toContain('Les autres sessions sont fermées.');
  await web.visitor.post(addresses.signOut);
  expect((await web.visitor.get(told)).html).not.toContain('Les autres sessions sont fermées.');
});

test('R58: after the reset the page that waited for its mail waits no longer', async () => {
  web.api.when('POST /v1/password-resets', ok({}, 202));
  const waiting = await answered(web.visitor, addresses.forgottenPassword, { identifiant: 'EP-7K2M-QF9D' });
  expect(saysOf(await web.visitor.get(waiting))).toBe('Consultez votre messagerie');
  await passwordSet(addresses.resetPassword, 'reset')(web.visitor);
  expect(saysOf(await web.visitor.get(waiting))).toBe(`→ ${addresses.forgottenPassword}`);
});

test('R58: a refused correction is told while the case can be corrected, and no status of it stays', async () => {
  await registered(web.visitor);
  const told = await answered(web.visitor, `${addresses.case(id)}/adresse`, { courriel: 'nadia' });
  expect((await web.visitor.get(told)).status).toBe(422);
  follows('completed')(web.api);
  const page = await web.visitor.get(told);
  expect([page.status, page.title.startsWith('Erreur')]).toEqual([200, false]);
});
