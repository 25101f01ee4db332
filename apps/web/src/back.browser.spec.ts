import type { Page } from 'playwright-core';
import * as samples from './testing/samples.js';
import { ownBrowser } from './testing/own-browser.js';
import { addresses } from './ui/addresses.js';

const { glance, id, numbers, ok, problem, receipt, situated, view } = samples;

const site = ownBrowser();

const heading = (page: Page): Promise<string> => page.locator('h1').innerText();
const send = (page: Page, name: string) => page.getByRole('button', { name }).click();

describe.each([
  ['with scripts', true],
  ['with JavaScript off', false],
])('R58: Back, %s', (_, javaScriptEnabled) => {
  test.each([1280, 320])(
    'from an error, from the conditions and from the waiting page, at %i px: never an empty form',
    async (width) => {
      site.api
        .when('POST /v1/establishments/check', situated('open'))
        .when('POST /v1/registrations', ok(receipt, 201))
        .when(`GET /v1/registrations/${id}`, ok(view));
      const page = await site.browser.newPage({ javaScriptEnabled, viewport: { width, height: 800 } });
      await page.goto(`${site.origin}${addresses.register}`);
      await page.getByLabel('SIRET').fill(numbers.siret);
      await page.getByLabel('Numéro de contrat').fill(numbers.contrat);
      await send(page, 'Suivant');
      await page.waitForURL(`${site.origin}${addresses.request}`);
      await page.getByLabel('Nom', { exact: true }).fill('Martin');
      await page.getByLabel('Courriel professionnel').fill('nadia');
      await send(page, 'Inscrire l’établissement');
      await page.waitForURL(/reponse/u);
      await page.locator('main form').getByRole('link', { name: 'conditions d’utilisation' }).click();
      await page.waitForURL(`${site.origin}${addresses.terms}`);
      await page.goBack();
      expect(await page.getByLabel('Nom', { exact: true }).inputValue()).toBe('Martin');
      await page.reload();
      expect(await page.getByLabel('Courriel professionnel').inputValue()).toBe('nadia');
      await page.getByRole('link', { name: 'Retour' }).click();
      expect(await page.getByLabel('SIRET').inputValue()).toBe(numbers.siret);
      expect(await page.getByLabel('Numéro de contrat').inputValue()).toBe(numbers.contrat);
      await page.goBack();
      await page.getByLabel('Prénom').fill('Nadia');
      await page.getByLabel('Courriel professionnel').fill('nadia@exemple.fr');
      await page.getByLabel(/conditions/u).check();
      await send(page, 'Inscrire l’établissement');
      await page.waitForURL(/dossier/u);
      expect(await heading(page)).toBe('Consultez votre messagerie');
      site.api.when('POST /v1/establishments/check', situated('in-progress', { registration: glance }));
      await page.goBack();
      expect(await heading(page)).toMatch(/^L’inscription est en cours/u);
      await page.goForward();
      expect(await heading(page)).toBe('Consultez votre messagerie');
      expect(site.api.asked.filter(({ path }) => path === '/v1/registrations')).toHaveLength(1);
      await page.close();
    },
  );

  test('from « Mot de passe oublié » the refused sign-in is there, without its password', async () => {
    site.api.when('POST /v1/sessions', problem(401, 'credentials-refused'));
    const page = await site.browser.newPage({ javaScriptEnabled });
    await page.goto(`${site.origin}${addresses.signIn}`);
    await page.getByLabel('Identifiant').fill('EP-7K2M-QF9D');
    await page.getByLabel('Mot de passe', { exact: true }).fill('brouette lundi saxophone');
    await send(page, 'Se connecter');
    await page.waitForURL(/reponse/u);
    await page.getByRole('link', { name: 'Mot de passe oublié' }).first().click();
    await page.waitForURL(/mot-de-passe-oublie/u);
    await page.goBack();
    expect(await page.getByLabel('Identifiant').inputValue()).toBe('EP-7K2M-QF9D');
    expect(await page.getByLabel('Mot de passe', { exact: true }).inputValue()).toBe('');
    await page.close();
  });
});
