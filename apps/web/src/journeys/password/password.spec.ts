import { addresses } from '../../ui/addresses.js';
import * as samples from '../../testing/samples.js';
import { ownWeb } from '../../testing/own-web.js';
import { Visitor, wordsOf } from '../../testing/visitor.js';

const { link, ok, passwordReceipt, problem, token } = samples;
const inspect = 'POST /v1/password-links/inspect';
const create = 'POST /v1/passwords';
const password = { 'mot-de-passe': 'brouette lundi saxophone marée' };
const tooShort = { path: 'password', code: 'too-short', message: 'Le mot de passe est trop court.' };

const web = ownWeb();

const open = async (who = web.visitor): Promise<string> =>
  (await who.get(`/mot-de-passe/creer/${token}`)).location ?? '';

describe('the e-mailed link', () => {
  test('R18: its first GET moves the token out of the address and asks the API nothing', async () => {
    const { status, location, headers, cookies, html } = await web.visitor.get(`/mot-de-passe/creer/${token}`);
    expect(status).toBe(303);
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cache-control']).toBe('no-store');
    expect(location).toMatch(/^\/mot-de-passe\/creer\/page\/[\w-]{8}$/u);
    expect(cookies).toEqual([`lien=${token}; Path=${location}; HttpOnly; SameSite=Lax`]);
    expect(html).not.toContain(token);
    expect(web.api.asked).toEqual([]);
  });

  test('R18: the page after it holds the token nowhere, names the establishment, and posts to itself', async () => {
    web.api.when(inspect, ok(link));
    const address = await open();
    const { html, headers } = await web.visitor.get(address);
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['cache-control']).toBe('no-store');
    expect(html).not.toContain(token);
    expect(html).toContain(`action="${address}"`);
    expect(wordsOf(html)).toContain('Pour l’établissement CIAS de démonstration.');
    expect(web.logged.join('')).not.toContain(token);
  });

  test('each opening has a page of its own, so that two links in one browser do not mix', async () => {
    expect(await open()).not.toBe(await open());
  });

  test('punctuation that a mail program took along does not break it', async () => {
    web.api.when(inspect, ok(link));
    const { location = '' } = await web.visitor.get(`/mot-de-passe/creer/${token}%3E.`);
    await web.visitor.get(location);
    expect(web.api.asked[0]?.body).toEqual({ token });
  });

  test('without its cookie the clean page asks for the code', async () => {
    const { html } = await web.visitor.get(addresses.linkPage('abcdefgh'));
    expect(html).toContain(`href="${addresses.code}"`);
    expect(web.api.asked).toEqual([]);
  });

  test.each([
    ['used', 200, 'Le mot de passe est déjà créé', addresses.signIn],
    ['superseded', 200, 'Un courriel plus récent a remplacé ce lien', addresses.register],
    ['expired', 410, 'Ce lien a expiré', addresses.register],
  ] as const)('R09: %s has a page that offers the way on', async (state, status, words, next) => {
    web.api.when(inspect, ok({ ...link, state }));
    const page = await web.visitor.get(await open());
    expect(page.status).toBe(status);
    expect(wordsOf(page.html)).toContain(words);
    expect(page.html).toContain(`<a class="button" href="${next}">`);
  });

  test('a link nobody knows leads to the code', async () => {
    web.api.when(inspect, problem(404, 'link-unknown'));
    const page = await web.visitor.get(await open());
    expect(page.status).toBe(404);
    expect(page.html).toContain(`<a class="button" href="${addresses.code}">`);
  });
});

describe('the new password', () => {
  test('accepted, it leads to the identifiant, which a reload shows again', async () => {
    web.api.when(create, ok(passwordReceipt));
    const address = await open();
    const { status, location = '', cookies } = await web.visitor.post(address, password);
    expect([status, location]).toEqual([303, addresses.identifier]);
    expect(cookies[0]).toMatch(
      /^identifiant=.*Max-Age=600; Path=\/mot-de-passe\/identifiant; .*HttpOnly; SameSite=Lax/u,
    );
    for (const page of [await web.visitor.get(location), await web.visitor.get(location)]) {
      expect(page.headers['cache-control']).toBe('no-store');
      expect(wordsOf(page.html)).toContain('EP-7K2M-QF9D');
      expect(wordsOf(page.html)).toContain('Nadia Martin');
    }
    expect(web.api.asked).toHaveLength(1);
  });

  test('R16: refused, it is told each reason, is not shown again, and the link stays', async () => {
    web.api.when(inspect, ok(link)).when(create, problem(422, 'password-refused', { errors: [tooShort] }));
    const address = await open();
    const { status, html } = await web.visitor.submit(address, password);
    expect(status).toBe(422);
    expect(html.split(tooShort.message)).toHaveLength(3);
    expect(html).not.toContain('brouette lundi saxophone marée"');
    expect(wordsOf(html)).toContain('Votre lien reste valable.');
    expect((await web.visitor.get(address)).status).toBe(200);
  });

  test('R09: sent twice, the second says that the password is created', async () => {
    web.api.when(create, problem(409, 'link-used')).when(inspect, ok({ ...link, state: 'used' }));
    const { status, html } = await web.visitor.submit(await open(), password);
    expect(status).toBe(200);
    expect(wordsOf(html)).toContain('Le mot de passe est déjà créé');
  });

  test('empty, it is not even sent', async () => {
    web.api.when(inspect, ok(link));
    const { status, html } = await web.visitor.submit(await open(), {});
    expect(status).toBe(422);
    expect(html).toContain('Saisissez un mot de passe.');
    expect(web.api.asked.map(({ path }) => path)).toEqual(['/v1/password-links/inspect']);
  });

  test('a receipt that is not ours, or too old, shows nothing', async () => {
    const forged = Buffer.from(JSON.stringify({ until: 9e15, receipt: passwordReceipt })).toString('base64url');
    for (const cookie of ['x', `${forged}.${'A'.repeat(43)}`, `${forged}.é`]) {
      const page = await new Visitor(web.app, { Cookie: `identifiant=${encodeURIComponent(cookie)}` }).get(
        addresses.identifier,
      );
      expect(page.status).toBe(200);
      expect(page.html).not.toContain('EP-7K2M-QF9D');
    }
  });
});

describe('the link of a reset', () => {
  const reset = { ...link, purpose: 'reset' };
  const openReset = async () => (await web.visitor.get(`/mot-de-passe/reinitialiser/${token}`)).location ?? '';

  test('R18: it leaves the address at once, and its page asks for another password in its own words', async () => {
    web.api.when(inspect, ok(reset));
    const address = await openReset();
    expect(address).toMatch(/^\/mot-de-passe\/reinitialiser\/page\/[\w-]{8}$/u);
    const { html } = await web.visitor.get(address);
    expect(html).toContain('<h1>Choisissez un nouveau mot de passe</h1>');
    expect(html).toContain(`action="${address}"`);
    expect(html).not.toMatch(/Étape|Q2v8rT0mX/u);
  });

  test('F7: another password is told as « modifié », signs nobody in and keeps no identifiant', async () => {
    web.api.when(create, ok(passwordReceipt));
    const { location = '', cookies } = await web.visitor.post(await openReset(), password);
    expect(location).toBe(addresses.passwordChanged);
    expect(cookies[0]).toMatch(/^modifie=.*Max-Age=600; Path=\/mot-de-passe\/modifie; .*HttpOnly/u);
    const { html } = await web.visitor.get(location);
    expect(html).toContain('<h1>Votre mot de passe est modifié</h1>');
    expect(wordsOf(html)).toContain('toutes les sessions ouvertes ont été fermées');
    const elsewhere = await new Visitor(web.app).get(location);
    expect(wordsOf(elsewhere.html)).toContain('Aucun changement ne vient d’être fait ici');
    expect(html).toContain(`<a class="button" href="${addresses.signIn}">Se connecter</a>`);
  });

  test.each([
    ['used', 200, 'Le mot de passe est déjà modifié', addresses.signIn],
    ['superseded', 200, 'Un courriel plus récent a remplacé ce lien', addresses.forgottenPassword],
    ['expired', 410, 'Votre mot de passe n’a pas changé', addresses.forgottenPassword],
  ] as const)('F8: %s has a page that offers the way on', async (state, status, words, next) => {
    web.api.when(inspect, ok({ ...reset, state }));
    const page = await web.visitor.get(await openReset());
    expect(page.status).toBe(status);
    expect(wordsOf(page.html)).toContain(words);
    expect(page.html).toContain(`<a class="button" href="${next}">`);
  });

  test.each([
    '/mot-de-passe/creer',
    '/mot-de-passe/reinitialiser',
    '/mot-de-passe/reinitialiser/page',
    '/mot-de-passe/creer/abc',
  ])(
    'F9: %s, without a token, leads to the code and to the help for IT services, never to « Se connecter »',
    async (path) => {
      const { status, html } = await web.visitor.get(path);
      expect(status).toBe(404);
      expect(html).toContain(`<a class="button" href="${addresses.code}">`);
      expect(html).toContain('href="/aide/lien-modifie"');
    },
  );
});

describe('the typed code', () => {
  test.each([
    ['999 900 046 00015', { siret: '99990004600015' }, addresses.identifier],
    ['ep 7k2m qf9d', { identifier: 'EP-7K2M-QF9D' }, addresses.passwordChanged],
  ])('R17: with %s and a password it does what the link does', async (qui, whose, next) => {
    web.api.when(create, ok(passwordReceipt));
    const { location } = await web.visitor.post(addresses.code, { qui, code: 'k7qf 29md', ...password });
    expect(location).toBe(next);
    expect(web.api.asked[0]?.body).toEqual({ ...whose, code: 'K7QF-29MD', password: password['mot-de-passe'] });
  });

  test('after a refused password the code is kept in its field, the password is not', async () => {
    web.api.when(create, problem(422, 'password-refused', { errors: [tooShort] }));
    const { status, html } = await web.visitor.submit(addresses.code, {
      qui: '999 900 046 00015',
      code: 'K7QF-29MD',
      ...password,
    });
    expect(status).toBe(422);
    expect(html).toContain('value="K7QF-29MD"');
    expect(html).toContain('<a href="#mot-de-passe">Le mot de passe est trop court.</a>');
    expect(html).not.toContain('saxophone');
  });

  test('a wrong code is said beside its field; what is no code at all is not tried', async () => {
    web.api.when(create, problem(404, 'code-refused'));
    const wrong = await web.visitor.submit(addresses.code, {
      qui: '999 900 046 00015',
      code: 'K7QF-29MD',
      ...password,
    });
    expect([wrong.status, wrong.html.includes('<a href="#code">Ce code n’est pas accepté')]).toEqual([422, true]);
    const none = await web.visitor.submit(addresses.code, { qui: 'moi', code: '12', ...password });
    expect(none.html).toContain('<a href="#qui">Saisissez un SIRET de 14');
    expect(none.html).toContain('<a href="#code">Le code compte huit');
    expect(web.api.asked).toHaveLength(1);
  });
});
