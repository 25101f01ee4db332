import { addresses } from '../ui/addresses.js';
import { Visitor, wordsOf } from '../testing/visitor.js';
import { startWeb, type WebUnderTest } from '../testing/web-under-test.js';

let web: WebUnderTest;
let visitor: Visitor;
beforeAll(async () => {
  web = await startWeb({ PUBLIC_URL: 'https://parcours.exemple.fr' });
  visitor = new Visitor(web.app);
});
afterAll(() => web.stop());

const questionsFor = async (sought: string) => {
  const { html } = await visitor.get(`${addresses.help}?q=${encodeURIComponent(sought)}`);
  return [...html.matchAll(/<summary>([^<]+)<\/summary>/gu)].map(([, question = '']) => question);
};

test.each([
  ['verrouille', 'Mon compte est verrouillé'],
  ['IDENTIFIANT OUBLIE', 'J’ai oublié mon identifiant'],
  ['état du compte', '«\u00a0L’état de votre compte ne permet pas votre connexion\u00a0»'],
  ['cache', 'Je ne vois pas les nouveautés annoncées'],
  ['page de connexion', 'Le lien de réinitialisation me ramène à la page de connexion, ou ne s’ouvre pas'],
  ['administrateurs', 'Mon établissement est-il déjà inscrit\u00a0?'],
  ['mon lien ne marche pas', 'Le lien du courriel ne s’ouvre pas'],
  ['e-mail non reçu', 'Je n’ai pas reçu le courriel de création du mot de passe'],
  ['mdp', 'J’ai oublié mon mot de passe'],
  ['compte bloqué', 'Mon compte est verrouillé'],
])('the FAQ searched for %j finds its answer without a script, whatever case and accents', async (sought, question) => {
  const found = await questionsFor(sought);
  expect(found).toContain(question);
  expect(found.length).toBeLessThan(8);
});

test('a search that finds nothing says so and shows what was sought as text; no word finds all', async () => {
  const { html } = await visitor.get(`${addresses.help}?q=${encodeURIComponent('<b>zèbre</b>')}`);
  expect(html).toContain('Aucune réponse pour «\u00a0&lt;b&gt;zèbre&lt;/b&gt;\u00a0»');
  expect(wordsOf(html)).toContain('09 70 80 93 29');
  expect(await questionsFor('<b>zèbre</b>')).toEqual([]);
  expect(await questionsFor('xyz')).toEqual([]);
  expect(await questionsFor(' ')).toEqual(await questionsFor(''));
});

test('the only answer that is found is open; each answer has an anchor of its own', async () => {
  const { html: found } = await visitor.get(`${addresses.help}?q=pare-feu`);
  expect(found).toMatch(/<details open="">.*<div id="affichage"/su);
  const { html: all } = await visitor.get(addresses.help);
  expect(all).not.toContain('<details open');
  const anchors = [...all.matchAll(/<\/summary><div id="([^"]+)"/gu)].map(([, anchor]) => anchor);
  expect(new Set(anchors).size).toBe((await questionsFor('')).length);
});

test('each answer of the FAQ links to a page that is there', async () => {
  const { html } = await visitor.get(addresses.help);
  const [, main = ''] = /<main[^>]*>(.*)<\/main>/su.exec(html) ?? [];
  const links = [...main.matchAll(/href="(\/[^"]*)"/gu)].map(([, href = '']) => href);
  expect(links.length).toBeGreaterThan(12);
  for (const href of new Set(links)) expect([href, (await visitor.get(href)).status]).toEqual([href, 200]);
});

test('F11: the guide leads from the sentence that was read to the administrators', async () => {
  const { html } = await visitor.get(addresses.helpExpired);
  expect(wordsOf(html)).toContain('« L’état de votre compte ne permet pas votre connexion »');
  expect(wordsOf(html)).toContain('« numéro de contrat d’immatriculation ou d’adhésion »');
  expect(html).toContain(`<a class="button" href="${addresses.register}">`);
});

test('F9: IT services find our domain, to copy', async () => {
  const { html } = await visitor.get(addresses.helpLinks);
  expect(html).toContain('data-copy="parcours.exemple.fr"');
  expect(wordsOf(html)).toContain('Ne pas réécrire les liens vers parcours.exemple.fr');
});

test('F5, F9, F12: one sheet to print tells IT services domain, sender and addresses of links', async () => {
  const { html } = await visitor.get(addresses.helpSheet);
  const words = wordsOf(html);
  for (const told of [
    'Expéditeur Parcours ne-pas-repondre@parcours.example',
    'Domaine parcours.exemple.fr',
    'https://parcours.exemple.fr/mot-de-passe/creer/…',
    'https://parcours.exemple.fr/mot-de-passe/reinitialiser/…',
    'Expéditeurs approuvés, Ajouter ne-pas-repondre@parcours.example',
    'les adresses qui commencent par parcours.exemple.fr/',
    'Cette fiche https://parcours.exemple.fr/aide/fiche-informatique',
  ])
    expect(words).toContain(told);
  expect(html).toContain('data-print');
});

test.each([addresses.helpMail, addresses.helpLinks, addresses.helpDisplay])(
  '%s leads to the sheet for IT services',
  async (path) => {
    expect((await visitor.get(path)).html).toContain(`href="${addresses.helpSheet}"`);
  },
);
