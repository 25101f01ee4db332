import type { Page } from 'playwright-core';
import type { DemoEstablishment } from './establishments.js';

/** Opens step 1 and sends the two numbers. */
export async function check(page: Page, site: string, { siret, contract }: DemoEstablishment): Promise<void> {
  await page.goto(`${site}/inscrire-un-etablissement`);
  await page.getByLabel('SIRET').fill(siret);
  await page.getByLabel('Numéro de contrat').fill(contract);
  await page.getByRole('button', { name: 'Suivant' }).click();
}

/** Fills step 2, up to its button. */
export async function introduce(page: Page, email: string): Promise<void> {
  await page.getByLabel('Nom', { exact: true }).fill('Martin');
  await page.getByLabel('Prénom').fill('Nadia');
  await page.getByLabel('Courriel professionnel').fill(email);
  await page.getByLabel(/J’accepte/u).check();
}

/** Registers; answers the address of the case's page. */
export async function register(
  page: Page,
  site: string,
  establishment: DemoEstablishment,
  email: string,
): Promise<string> {
  await check(page, site, establishment);
  await introduce(page, email);
  await page.getByRole('button', { name: 'Inscrire l’établissement' }).click();
  await page.waitForURL(/\/dossier\//u);
  return page.url();
}

export const goodPassword = 'brouette lundi saxophone marée';

/** On the page a link leads to. */
export async function choosePassword(page: Page, password = goodPassword): Promise<void> {
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Créer le mot de passe' }).click();
}
