import { addresses } from '../../ui/addresses.js';
import * as samples from '../../testing/samples.js';
import { ownWeb } from '../../testing/own-web.js';
import { Visitor, wordsOf } from '../../testing/visitor.js';

const { establishment, glance, id, numbers, ok, problem, receipt, situated, view } = samples;
const request = {
  ...numbers,
  ...{ nom: 'Martin', prenom: 'Nadia', courriel: 'nadia@exemple.fr', telephone: '', conditions: 'oui' },
  cle: 'AAAAAAAAAAAAAAAAAAAAAA',
};
const check = 'POST /v1/establishments/check';
const register = 'POST /v1/registrations';
const follow = `GET /v1/registrations/${id}`;

const situations = {
  'registration-in-progress': 'in-progress',
  'establishment-registered': 'registered',
} as const;

const web = ownWeb();

describe('step 1', () => {
  test('what is plainly wrong is said beside the field and in the summary, without asking the API', async () => {
    const { status, html } = await web.visitor.submit(addresses.register, { siret: '216 901 231 0001', contrat: '' });
    const sentence = 'Le SIRET compte 14\u00a0chiffres\u00a0: il en manque un.';
    expect(status).toBe(422);
    expect(html).toContain(`<a href="#siret">${sentence}</a>`);
    expect(html.split(sentence)).toHaveLength(3);
    expect(html).toContain('value="216 901 231 0001"');
    expect(web.api.asked).toEqual([]);
  });

  test('the API is asked in the name of the address web saw, and shown who asks', async () => {
    web.api.when(check, situated('open'));
    const proxied = new Visitor(web.app, { 'X-Forwarded-For': '203.0.113.9' });
    await proxied.submit(addresses.register, numbers);
    const [asked] = web.api.asked;
    expect(asked?.body).toEqual({ siret: '999 900 046 00015', contractNumber: 'DEMO2024017' });
    expect(asked?.headers).toMatchObject({
      'x-internal-token': 'internal-token-of-the-tests-000000000000',
      'x-forwarded-for': '203.0.113.9',
      'x-correlation-id': expect.stringMatching(/^[0-9a-f-]{36}$/u) as string,
    });
  });

  test('an open establishment is shown to confirm, its two numbers carried in hidden fields, never in the address', async () => {
    web.api.when(check, situated('open'));
    const { status, html } = await web.visitor.submit(addresses.register, numbers);
    expect(status).toBe(200);
    expect(html).toContain('<h2 id="etablissement">CIAS de démonstration</h2>');
    expect(html).toContain('<input type="hidden" name="siret" value="999 900 046 00015"/>');
    expect(html).not.toMatch(/(?:href|action)="[^"]*(?:99990004600015|DEMO)/u);
  });

  test('« modifier le SIRET » leads back to step 1 with what was typed', async () => {
    const { html } = await web.visitor.submit(addresses.changeNumbers, numbers);
    expect(html).toContain('value="999 900 046 00015"');
    expect(html).toContain('value="DEMO2024017"');
  });

  test('F4, F11: of a registered establishment the administrators to contact are shown', async () => {
    const administrators = [{ name: 'Hélène Garnier', email: 'h•••@exemple.fr', canSignIn: true }];
    web.api.when(check, situated('registered', { administrators }));
    const words = wordsOf((await web.visitor.submit(addresses.register, numbers)).html);
    expect(words).toContain('Votre établissement est déjà inscrit');
    expect(words).toMatch(/Hélène Garnier\s*h•••@exemple.fr/u);
  });

  test('F5: the same data again says that registration is in progress, with « Vous en envoyer un nouveau »', async () => {
    web.api.when(check, situated('in-progress', { registration: glance })).when(follow, ok(view));
    const { html } = await web.visitor.submit(addresses.register, numbers);
    expect(wordsOf(html)).toContain('L’inscription est en cours');
    expect(wordsOf(html)).toContain('Un courriel a été envoyé à n•••@exemple.fr le 23 novembre 2026 à 14 h 30');
    expect(wordsOf(html)).toContain('jusqu’au 8 décembre 2026 à 14 h 30 (heure de Paris)');
    expect(html).toContain(`action="${addresses.case(id)}/renvoyer"`);
    expect(html).toContain('Vous en envoyer un nouveau');
  });

  test('F2: an establishment whose legal category gives no right is told so', async () => {
    web.api.when(check, situated('not-eligible'));
    const words = wordsOf((await web.visitor.submit(addresses.register, numbers)).html);
    expect(words).toContain('La catégorie juridique de cet établissement n’y donne pas accès.');
  });

  describe('F4: the page of a registered establishment speaks to a mairie of two', () => {
    const garnier = { name: 'Hélène Garnier', email: 'h•••@exemple.fr', canSignIn: true };
    const benali = { name: 'Karim Benali', email: 'k•••@exemple.fr', canSignIn: true };
    const gone = { ...garnier, canSignIn: false };

    test.each([
      [
        'of one administrator it speaks as of one, to her and to whom she has left',
        [garnier],
        ['contactez son administrateur', 'C’est vous, et personne d’autre', 'Cette personne a quitté l’établissement'],
        ['l’un de ses administrateurs', 'Ces personnes', 'un autre administrateur', 'compte expiré '],
      ],
      [
        'of two it names both, and says that one can renew the other',
        [garnier, benali],
        [
          'l’un de ses administrateurs',
          'un autre administrateur',
          'Si l’une est encore là',
          'Prévenir un administrateur',
        ],
        ['personne d’autre', 'Cette personne'],
      ],
      [
        'an administrator whose account has expired is marked, the other asked',
        [gone, benali],
        ['Hélène Garnier compte expiré', 'l’un de ses administrateurs', 'Prévenir un administrateur'],
        ['Karim Benali compte expiré'],
      ],
      [
        'where nobody can sign in any more, nobody is to be asked: the telephone is the way',
        [gone],
        ['Son compte a expiré', 'Appelez le 09 70 80 93 29 avec les deux numéros'],
        ['contactez', 'Prévenir un administrateur'],
      ],
    ])('%s', async (_, administrators, said, unsaid) => {
      web.api.when(check, situated('registered', { administrators }));
      const words = wordsOf((await web.visitor.submit(addresses.register, numbers)).html);
      for (const part of said) expect(words).toContain(part);
      for (const part of unsaid) expect(words).not.toContain(part);
    });
  });

  test.each([
    ['2025-01-01', 'cet établissement est fermé depuis le 1er janvier 2025'],
    [undefined, 'cet établissement a cessé son activité'],
  ])('a closed establishment is told so, with the day where a directory tells it (%s)', async (closedOn, words) => {
    web.api.when(check, situated('closed', { closedOn }));
    expect(wordsOf((await web.visitor.submit(addresses.register, numbers)).html)).toContain(words);
  });

  test('an unknown contract number says on which letter both numbers stand, and whom to call', async () => {
    web.api.when(check, situated('contract-unknown'));
    const { html } = await web.visitor.submit(addresses.register, numbers);
    expect(html).toMatch(/<details open="">.*la lettre par laquelle le fonds.*de la même lettre.*<\/details>/su);
    expect(wordsOf(html)).toContain('Les deux numéros sont ceux de la lettre ? Appelez le 09 70 80 93 29');
    const other = await web.visitor.submit(addresses.register, { ...numbers, contrat: '' });
    expect(wordsOf(other.html)).not.toContain('Appelez le 09 70 80 93 29 en la gardant');
  });

  test('an unknown contract number goes back to its field, with what was typed', async () => {
    web.api.when(check, situated('contract-unknown'));
    const { status, html } = await web.visitor.submit(addresses.register, numbers);
    expect(status).toBe(422);
    expect(html).toContain('<a href="#contrat">Ce numéro de contrat n’est pas connu');
    expect(html).toContain('value="DEMO2024017"');
  });

  test('too many requests are told from when on to try again', async () => {
    web.api.when(check, problem(429, 'too-many-requests', {}, { 'Retry-After': '42' }));
    const { status, html } = await web.visitor.submit(addresses.register, numbers);
    expect(status).toBe(429);
    expect(wordsOf(html)).toContain('Réessayez dans 42 secondes');
  });

  test.each([addresses.request, addresses.changeNumbers, addresses.renew])(
    '%s, opened where no number was typed, begins with step 1',
    async (path) => {
      expect(await web.visitor.get(path)).toMatchObject({ status: 303, location: addresses.register });
    },
  );
});

describe('step 2', () => {
  test('a request leads to the page of its case; its key is kept by this browser for that page only', async () => {
    web.api.when(register, ok(receipt, 201));
    const { status, location, cookies } = await web.visitor.post(addresses.request, request);
    expect([status, location]).toEqual([303, addresses.case(id)]);
    expect(cookies[0]).toMatch(
      new RegExp(
        `^proprietaire=owner-key-of-this-browser; .*Path=${addresses.case(id)}; .*HttpOnly; SameSite=Lax$`,
        'u',
      ),
    );
    expect(web.api.asked[0]?.body).toEqual({
      ...{ route: 'classic', siret: '999 900 046 00015', contractNumber: 'DEMO2024017', acceptTerms: true },
      applicant: { lastName: 'Martin', firstName: 'Nadia', email: 'nadia@exemple.fr' },
    });
  });

  test('a double click is one request, a corrected form another', async () => {
    web.api.when(register, ok(receipt, 201));
    await web.visitor.post(addresses.request, request);
    await web.visitor.post(addresses.request, request);
    await web.visitor.post(addresses.request, { ...request, courriel: 'n.martin@exemple.fr' });
    const [first, second, third] = web.api.asked.map(({ headers }) => headers['idempotency-key']);
    expect(first).toMatch(/^[\w-]{43}$/u);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test.each([
    [{ prenom: '-' }, '#prenom', 'Écrivez au moins une lettre'],
    [{ nom: 'exemple.fr' }, '#nom', 'Un nom ne contient ni adresse ni lien'],
    [{ nom: 'Dupont\u202e' }, '#nom', 'Ce texte contient un caractère'],
    [{ courriel: 'élise@exemple.fr' }, '#courriel', 'Avant l’arobase'],
    [{ courriel: `${'a'.repeat(65)}@exemple.fr` }, '#courriel', 'Saisissez une adresse complète'],
  ])('says beside the field, in kind words, what is wrong with it: %j', async (change, field, sentence) => {
    web.api.when(check, situated('open'));
    const { status, html } = await web.visitor.submit(addresses.request, { ...request, ...change });
    expect(status).toBe(422);
    expect(html).toContain(`<a href="${field}">${sentence}`);
    expect(web.api.asked.map(({ path }) => path)).not.toContain('/v1/registrations');
  });

  test('errors keep what was typed, and the form its key', async () => {
    web.api.when(check, situated('open'));
    const { status, html } = await web.visitor.submit(addresses.request, {
      ...request,
      courriel: 'nadia',
      conditions: '',
    });
    expect(status).toBe(422);
    expect(html).toContain('<a href="#courriel">Saisissez une adresse complète');
    expect(html).toContain('<a href="#conditions">Acceptez les conditions');
    expect(html).toContain('value="nadia"');
    expect(html).toContain('name="cle" value="AAAAAAAAAAAAAAAAAAAAAA"');
    expect(web.api.asked.map(({ path }) => path)).toEqual(['/v1/establishments/check']);
  });

  test('what the API alone finds wrong is said beside its field', async () => {
    const errors = [{ path: 'applicant.phone', code: 'phone', message: 'Saisissez un numéro.' }];
    web.api.when(check, situated('open')).when(register, problem(422, 'request-invalid', { errors }));
    const { status, html } = await web.visitor.submit(addresses.request, request);
    expect(status).toBe(422);
    expect(html).toContain('<a href="#telephone">Saisissez un numéro de téléphone');
  });

  test.each([
    ['registration-in-progress', 409, { registration: glance }, 'L’inscription est en cours'],
    ['establishment-registered', 409, { administrators: [] }, 'Votre établissement est déjà inscrit'],
    ['establishment-not-eligible', 422, {}, 'Cet établissement ne peut pas être inscrit'],
    ['establishment-closed', 422, {}, 'Cet établissement est fermé'],
    ['establishment-unknown', 422, {}, 'Aucun établissement ne porte ce SIRET'],
    ['contract-unknown', 422, {}, 'Ce numéro de contrat n’est pas connu'],
  ] as const)('%s, found since step 1, has its page', async (code, status, more, words) => {
    const now = code in situations ? situations[code as keyof typeof situations] : 'open';
    web.api
      .when(check, situated(now, more))
      .when(follow, ok(view))
      .when(register, problem(status, code, more));
    const page = await web.visitor.submit(addresses.request, request);
    expect(wordsOf(page.html)).toContain(words);
    expect(page.html.replaceAll('\u00a0', ' ')).toContain('999 900 046 00015');
  });

  test('markup in names and addresses stays text', async () => {
    const name = '<b>CIAS</b> [x](/y) **z**';
    web.api.when(check, situated('open', { establishment: { ...establishment, name } }));
    const { html } = await web.visitor.submit(addresses.request, { ...request, nom: '"><script>', conditions: '' });
    expect(html).toContain('&lt;b&gt;CIAS&lt;/b&gt; [x](/y) **z**');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"');
  });
});

describe('the page of a case', () => {
  test('« Consultez votre messagerie » says where to, until when, and how to get another', async () => {
    web.api.when(follow, ok(view));
    const { html, headers } = await web.visitor.get(addresses.case(id));
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('same-origin');
    const words = wordsOf(html);
    expect(words).toContain('Consultez votre messagerie');
    expect(words).toContain('n•••@exemple.fr');
    expect(words).toContain('jusqu’au 8 décembre 2026 à 14 h 30 (heure de Paris)');
    expect(words).toContain('Vous en envoyer un nouveau');
    expect(words).not.toContain('Corriger l’adresse');
  });

  test('another mail is asked for by POST, told once, and asked for too soon kindly', async () => {
    const canResendAt = new Date(Date.now() + 30_000).toISOString();
    web.api.when(follow, ok({ ...view, canResendAt }));
    web.api.when(`POST /v1/registrations/${id}/resend`, ok({ sentTo: view.sentTo, canResendAt }, 202));
    const words = 'Un nouveau courriel est en route vers n•••@exemple.fr.';
    const sent = await web.visitor.post(`${addresses.case(id)}/renvoyer`);
    expect(sent.status).toBe(303);
    expect(wordsOf((await web.visitor.get(sent.location ?? '')).html)).toContain(words);
    for (const [who, path] of [
      [web.visitor, addresses.case(id)],
      [new Visitor(web.app), sent.location ?? ''],
    ] as const) {
      expect(wordsOf((await who.get(path)).html)).not.toContain(words);
    }

    web.api.when(`POST /v1/registrations/${id}/resend`, problem(429, 'resend-too-soon', {}, { 'Retry-After': '30' }));
    expect(wordsOf((await web.visitor.submit(`${addresses.case(id)}/renvoyer`)).html)).toMatch(
      /Le prochain envoi sera possible dans (?:29|30) secondes/u,
    );
  });

  test('a wait of more than two minutes is told as a date and an hour, never a minute early', async () => {
    web.api
      .when(follow, ok({ ...view, canResendAt: '2036-03-01T09:00:20.000Z' }))
      .when(`POST /v1/registrations/${id}/resend`, problem(429, 'resend-too-soon'));
    const { html } = await web.visitor.submit(`${addresses.case(id)}/renvoyer`);
    expect(wordsOf(html)).toContain('à partir du 1er mars 2036 à 10 h 01 (heure de Paris)');
  });

  test('only the browser that registered can correct the address', async () => {
    web.api.when(register, ok(receipt, 201)).when(follow, ok(view));
    web.api.when(`POST /v1/registrations/${id}/email`, ok({ sentTo: 'a•••@exemple.fr' }, 202));
    const stranger = await web.visitor.submit(`${addresses.case(id)}/adresse`, { courriel: 'autre@exemple.fr' });
    expect(stranger.status).toBe(403);
    expect(web.api.asked.map(({ method }) => method)).toEqual(['GET']);

    await web.visitor.post(addresses.request, request);
    expect(wordsOf((await web.visitor.get(addresses.case(id))).html)).toContain('Corriger l’adresse');
    const corrected = await web.visitor.post(`${addresses.case(id)}/adresse`, { courriel: 'autre@exemple.fr' });
    expect(wordsOf((await web.visitor.get(corrected.location ?? '')).html)).toContain('L’adresse est corrigée.');
    expect(web.api.asked.at(-2)?.body).toEqual({ ownerKey: 'owner-key-of-this-browser', email: 'autre@exemple.fr' });
  });

  test.each([
    [view.deadline, 'Aucun mot de passe n’a été créé à temps', 'Vous n’y êtes pour rien'],
    [null, 'Vous n’y êtes pour rien', 'Aucun mot de passe n’a été créé à temps'],
  ])('a case that expired with the deadline %s says whose delay it was', async (deadline, said, unsaid) => {
    web.api.when(follow, ok({ ...view, status: 'expired', deadline }));
    const words = wordsOf((await web.visitor.get(addresses.case(id))).html);
    expect(words).toContain(said);
    expect(words).not.toContain(unsaid);
  });

  test('a case under review says until when support has to decide', async () => {
    const until = '2026-12-23T13:30:00.000Z';
    web.api.when(follow, ok({ ...view, status: 'under-review', deadline: null, reviewUntil: until }));
    const words = wordsOf((await web.visitor.get(addresses.case(id))).html);
    expect(words).toContain('jusqu’au 23 décembre 2026 à 14 h 30 (heure de Paris) pour se prononcer');
    web.api.when(follow, ok({ ...view, status: 'under-review', deadline: null }));
    expect(wordsOf((await web.visitor.get(addresses.case(id))).html)).not.toContain('pour se prononcer');
  });

  test('the browser that registered sees its address in full, others see it masked', async () => {
    web.api.when(register, ok(receipt, 201)).when(follow, ok(view));
    const { cookies } = await web.visitor.post(addresses.request, request);
    const [own = ''] = cookies.filter((cookie) => cookie.startsWith('adresse='));
    expect(own).toMatch(new RegExp(`Path=${addresses.case(id)}; .*HttpOnly`, 'u'));
    expect(decodeURIComponent(own)).not.toContain('nadia');
    expect(wordsOf((await web.visitor.get(addresses.case(id))).html)).toContain('pour nadia@exemple.fr.');
    expect(wordsOf((await new Visitor(web.app).get(addresses.case(id))).html)).toContain('pour n•••@exemple.fr.');
    // Corrected elsewhere since.
    web.api.when(follow, ok({ ...view, sentTo: 'a•••@exemple.fr' }));
    expect(wordsOf((await web.visitor.get(addresses.case(id))).html)).toContain('pour a•••@exemple.fr.');
  });

  test('a near miss of a common domain is suggested: one click fills the correction in, another ends the question', async () => {
    const typed = { ...view, sentTo: 'n•••@gmial.com' };
    web.api.when(register, ok(receipt, 201)).when(follow, ok(typed));
    await web.visitor.post(addresses.request, { ...request, courriel: 'nadia@gmial.com' });
    const question = 'Vouliez-vous dire nadia@gmail.com ?';
    expect(wordsOf((await web.visitor.get(addresses.case(id))).html)).toContain(question);
    expect(wordsOf((await new Visitor(web.app).get(addresses.case(id))).html)).not.toContain('Vouliez-vous');
    const asked = web.api.asked.length;
    const correction = { courriel: 'nadia@gmail.com', proposition: 'oui' };
    const { html } = await web.visitor.submit(`${addresses.case(id)}/adresse`, correction);
    expect(html).toMatch(/<details open="">.*name="courriel".*value="nadia@gmail\.com"/su);
    expect(web.api.asked.slice(asked).map(({ method }) => method)).toEqual(['GET']);
    await web.visitor.submit(`${addresses.case(id)}/adresse`, { ...correction, proposition: 'exacte' });
    expect(wordsOf((await web.visitor.get(addresses.case(id))).html)).not.toContain(question);
  });

  test('a refused mail leads with the cure, then the telephone, then the technical words', async () => {
    const reply = '550 5.1.1';
    const blocked = { reason: 'mail-refused', since: '2026-11-23T13:30:03.000Z', reply };
    web.api.when(register, ok(receipt, 201)).when(follow, ok({ ...view, status: 'blocked', blocked }));
    await web.visitor.post(addresses.request, request);
    const words = wordsOf((await web.visitor.get(addresses.case(id))).html);
    const order = ['cette adresse n’y existe pas', 'Corriger et renvoyer', 'L’adresse est exacte ?', reply];
    const found = order.map((part) => words.indexOf(part));
    expect(found).toEqual([...found].sort((one, other) => one - other));
    expect(found).not.toContain(-1);
    expect(wordsOf((await new Visitor(web.app).get(addresses.case(id))).html)).not.toContain('Corriger et renvoyer');
  });

  test('the sender and the subject to look for are named', async () => {
    web.api.when(follow, ok(view));
    const { html } = await web.visitor.get(addresses.case(id));
    const words = wordsOf(html);
    expect(words).toContain('Expéditeur');
    expect(words).toContain('ne-pas-repondre@parcours.example');
    expect(words).toContain('créez votre mot de passe, après le nom ou le SIRET de l’établissement');
    expect(html).toContain(`href="${addresses.helpSheet}"`);
  });

  test('a case nobody knows has a page with one way on', async () => {
    web.api.when('GET /v1/registrations/inconnu', problem(404, 'registration-unknown'));
    const { status, html } = await web.visitor.get(addresses.case('inconnu'));
    expect(status).toBe(404);
    expect(wordsOf(html)).toContain('Nous ne trouvons pas ce dossier');
  });
});
