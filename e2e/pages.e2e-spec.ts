import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../tools/testing/browser.js';
import { type DemoEstablishment, establishments } from './establishments.js';
import { type Product, startProduct } from './product.js';
import { check, choosePassword, introduce, register } from './registering.js';

const pictures = '.cache/screenshots';
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: { 'require-sri': ['error', { target: 'crossorigin' }] },
});

let product: Product;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 120_000);

const open =
  (path: string) =>
  (page: Page): Promise<unknown> =>
    page.goto(`${product.site}${path}`);

const still: Record<string, (page: Page) => Promise<unknown>> = {
  accueil: open('/'),
  'se-connecter': open('/se-connecter'),
  aide: open('/aide'),
  'aide-inscrire': open('/aide/inscrire-un-etablissement'),
  'aide-courriel': open('/aide/courriel-non-recu'),
  'aide-affichage': open('/aide/affichage'),
  'aide-cache': open('/aide/vider-le-cache'),
  accessibilite: open('/accessibilite'),
  'donnees-personnelles': open('/donnees-personnelles'),
  'conditions-d-utilisation': open('/conditions-d-utilisation'),
  'mot-de-passe-code': open('/mot-de-passe/code'),
  'lien-non-reconnu': open('/mot-de-passe/creer/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'),
  'page-introuvable': open('/nulle-part'),
  'inscrire-1': open('/inscrire-un-etablissement'),
  'situation-non-eligible': (page) => check(page, product.site, establishments.notEligible),
  'situation-ferme': (page) => check(page, product.site, establishments.closed),
  'situation-contrat-inconnu': (page) => check(page, product.site, { ...establishments.lyon, contract: 'DEMO9999999' }),
};

/** Wide and narrow, light and dark: what axe says, what scrolls sideways, and a picture of each. */
async function expectFit(page: Page, name: string): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await faultsOf(new AxeBuilder({ page }).setLegacyMode())).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.screenshot({ path: `${pictures}/${name}-${width}-light.png`, fullPage: true });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(
      await faultsOf(new AxeBuilder({ page }).setLegacyMode().withRules(['color-contrast', 'link-in-text-block'])),
    ).toEqual([]);
    await page.screenshot({ path: `${pictures}/${name}-${width}-dark.png`, fullPage: true });
  }
}
async function faultsOf(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

/** A page whose every document, as the server wrote it, is looked at. */
async function visitor(): Promise<{ page: Page; context: BrowserContext; htmlFaults: () => Promise<string[]> }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const documents: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'document' && response.status() !== 303) documents.push(response.text());
  });
  const htmlFaults = async () => {
    const reports = await Promise.all((await Promise.all(documents)).map((html) => validator.validateString(html)));
    return reports.flatMap(({ results }) => results.flatMap(({ messages }) => messages.map(({ message }) => message)));
  };
  return { page, context, htmlFaults };
}

test.each(Object.entries(still))(
  '%s fits every screen and every eye',
  async (name, go) => {
    const { page, context, htmlFaults } = await visitor();
    await go(page);
    await expectFit(page, name);
    expect(await htmlFaults()).toEqual([]);
    await context.close();
  },
  60_000,
);

test('so does each page of a registration', async () => {
  const email = 'pages@exemple.fr';
  const establishment: DemoEstablishment = establishments.leHavre;
  const { page, context, htmlFaults } = await visitor();
  await check(page, product.site, establishment);
  await page.getByRole('button', { name: 'Inscrire l’établissement' }).click();
  await page.waitForSelector('.errors');
  await expectFit(page, 'inscrire-2-erreurs');
  await introduce(page, email);
  await page.getByRole('button', { name: 'Inscrire l’établissement' }).click();
  await page.waitForURL(/\/dossier\//u);
  const [mail] = await product.mails(email, /créez/u);
  await page.reload();
  await expectFit(page, 'dossier-messagerie');
  await check(page, product.site, establishment);
  await expectFit(page, 'situation-en-cours');
  await page.goto(mail?.links.find((link) => link.includes('/creer/')) ?? '');
  await expectFit(page, 'mot-de-passe-creer');
  await choosePassword(page, 'trop court');
  await page.waitForSelector('.errors');
  await expectFit(page, 'mot-de-passe-creer-erreurs');
  await choosePassword(page);
  await page.waitForURL(/identifiant/u);
  await expectFit(page, 'mot-de-passe-identifiant');
  await page.goto(mail?.links.find((link) => link.includes('/creer/')) ?? '');
  await expectFit(page, 'lien-deja-utilise');
  await check(page, product.site, establishment);
  await expectFit(page, 'situation-deja-inscrit');
  expect(await htmlFaults()).toEqual([]);
  await context.close();
}, 120_000);

test('and the page of a case under review', async () => {
  const { page, context, htmlFaults } = await visitor();
  await register(page, product.site, establishments.underReview, 'examen@exemple.fr');
  await expectFit(page, 'situation-sous-examen');
  expect(await htmlFaults()).toEqual([]);
  await context.close();
}, 120_000);
