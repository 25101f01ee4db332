import type { Request } from 'playwright-core';
import { waitUntil } from '../tools/local/wait-until.js';
import { type DemoEstablishment, establishments } from './establishments.js';
import { type Product, startProduct } from './product.js';
import { choosePassword, goodPassword, register } from './registering.js';
import { heading, Visitors, words } from './visitors.js';

let product: Product;
let visitors: Visitors;
beforeAll(async () => {
  // Every mail asked for brings another link.
  [product, visitors] = await Promise.all([startProduct({ LINK_REUSE_WINDOW: '1 second' }), Visitors.launch()]);
}, 120_000);
afterEach(() => visitors.leave());
afterAll(async () => {
  await visitors?.stop();
  await product?.stop();
}, 120_000);

/** Registers, and reads the mail. */
async function registered(establishment: DemoEstablishment, email: string) {
  const page = await visitors.newPage();
  const address = await register(page, product.site, establishment, email);
  return { page, address, ...(await newest(email, 1)) };
}
async function newest(email: string, count: number): Promise<{ link: string; code: string }> {
  const [mail] = await product.mails(email, /créez/u, count);
  return { link: mail?.links.find((link) => link.includes('/creer/')) ?? '', code: mail?.code ?? '' };
}

test('R15: fetched and rendered ten times by programs, the link still works for the person', async () => {
  const { link } = await registered(establishments.lyon, 'r15@exemple.fr');
  for (let round = 0; round < 5; round += 1) {
    await fetch(link, { method: 'HEAD' });
    await fetch(link);
    const scanner = await visitors.newPage();
    await scanner.goto(link, { waitUntil: 'networkidle' });
    await scanner.getByRole('button', { name: 'Créer le mot de passe' }).click(); // some press buttons, too (R16)
    await scanner.context().close();
  }
  const page = await visitors.newPage();
  await page.goto(link);
  await choosePassword(page);
  await page.waitForURL(/identifiant/u);
  expect(await heading(page)).toBe('Votre compte est ouvert');
});

test('R18: behind the first GET the token is nowhere to be seen, and the form posts, on localhost and on 127.0.0.1', async () => {
  const { link } = await registered(establishments.bordeaux, 'r18@exemple.fr');
  const token = link.split('/').at(-1) ?? '';
  const first = await fetch(link, { redirect: 'manual' });
  expect([first.status, first.headers.get('referrer-policy'), first.headers.get('cache-control')]).toEqual([
    303,
    'no-referrer',
    'no-store',
  ]);

  for (const host of ['localhost', '127.0.0.1']) {
    const page = await visitors.newPage();
    const requests: Request[] = [];
    page.on('request', (request) => requests.push(request));
    await page.goto(link.replace('localhost', host));
    expect(page.url()).toMatch(/\/mot-de-passe\/creer\/page\/[\w-]{8}$/u);
    await choosePassword(page, 'trop court');
    await page.waitForSelector('.errors');
    expect(await words(page)).toMatch(/Le mot de passe compte 10 caractères : il en faut 15 au moins\./u);
    expect(await words(page)).toContain('Votre lien reste valable.');

    expect(await page.content()).not.toContain(token);
    expect(await page.evaluate(() => document.referrer)).not.toContain(token);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const [opening, ...others] = requests;
    expect(opening?.url()).toContain(token);
    expect(others.map((request) => new URL(request.url()).origin)).toEqual(
      others.map(() => new URL(page.url()).origin),
    );
    for (const request of others)
      expect(JSON.stringify([request.url(), request.headers().referer ?? ''])).not.toContain(token);
  }
});

test('R09: opened after use, the link says that the password is created, and leads on', async () => {
  const { link } = await registered(establishments.nantes, 'r09@exemple.fr');
  const [page, late] = [await visitors.newPage(), await visitors.newPage()];
  await page.goto(link);
  await late.goto(link);
  await choosePassword(page);
  await page.waitForURL(/identifiant/u);
  await choosePassword(late);
  expect(await heading(late)).toBe('Le mot de passe est déjà créé');
  await late.goto(link);
  expect(await heading(late)).toBe('Le mot de passe est déjà créé');
  await late.getByRole('main').getByRole('link', { name: 'Se connecter' }).click();
  expect(new URL(late.url()).pathname).toBe('/se-connecter');
});

test('a double click on « Créer le mot de passe » shows the identifiant', async () => {
  const { link } = await registered(establishments.clamart, 'double@exemple.fr');
  const page = await visitors.newPage();
  await page.goto(link);
  await page.getByLabel('Mot de passe', { exact: true }).fill(goodPassword);
  await page.getByRole('button', { name: 'Créer le mot de passe' }).dblclick();
  await page.waitForURL(/identifiant/u);
  expect(await page.locator('.ticket-code').innerText()).toMatch(/^EP-/u);
});

test('a newer mail replaces the link of the earlier one, and says so', async () => {
  const email = 'remplace@exemple.fr';
  const { page, address, link } = await registered(establishments.lamalou, email);
  const since = Date.now();
  await waitUntil('the earlier link is past its window of reuse', () => Date.now() - since > 1_500);
  await page.goto(address);
  await page.getByRole('button', { name: 'Vous en envoyer un nouveau' }).click();
  const { link: newer } = await newest(email, 2);
  expect(newer).not.toBe(link);
  await page.goto(link);
  expect(await heading(page)).toBe('Un courriel plus récent a remplacé ce lien');
  await page.goto(newer);
  expect(await heading(page)).toBe('Créez votre mot de passe');
});

test.each([
  ['with scripts', true, establishments.cherbourg],
  ['with JavaScript off', false, establishments.paris],
] as const)(
  'R17: a broken link leads to the code, kept in its field while the password is refused, %s',
  async (_, javaScriptEnabled, establishment) => {
    const { link, code } = await registered(establishment, `code-${javaScriptEnabled}@exemple.fr`);
    const page = await visitors.newPage({ javaScriptEnabled });
    await page.goto(link.slice(0, -30));
    expect(await heading(page)).toBe('Ce lien n’est pas reconnu');
    await page.getByRole('link', { name: 'Saisir le code reçu' }).click();
    await page.getByLabel('SIRET ou identifiant').fill(establishment.siret);
    await page.getByLabel('Code').fill(code === 'AAAA-AAAA' ? 'BBBB-BBBB' : 'AAAA-AAAA');
    await page.getByLabel('Nouveau mot de passe').fill(goodPassword);
    await page.getByRole('button', { name: 'Créer le mot de passe' }).click();
    expect(await words(page)).toContain('Ce code n’est pas accepté');

    await page.getByLabel('Code').fill(code.toLowerCase().replace('-', ' '));
    await page.getByLabel('Nouveau mot de passe').fill('trop court');
    await page.getByRole('button', { name: 'Créer le mot de passe' }).click();
    expect(await words(page)).toContain('il en faut 15 au moins');
    expect(await page.getByLabel('Code').inputValue()).toBe(code.toLowerCase().replace('-', ' '));
    expect(await page.getByLabel('Nouveau mot de passe').inputValue()).toBe('');
    await page.getByLabel('Nouveau mot de passe').fill(goodPassword);
    await page.getByRole('button', { name: 'Créer le mot de passe' }).click();
    await page.waitForURL(/identifiant/u);
    expect(await heading(page)).toBe('Votre compte est ouvert');
  },
);
