import type { Page } from 'playwright-core';
import { ok, problem, session } from '../testing/samples.js';
import { ownBrowser } from '../testing/own-browser.js';
import { addresses } from '../ui/addresses.js';

const current = 'GET /v1/sessions/current';

const site = ownBrowser();

const lasting = (seconds: number) => ok({ ...session, endsAt: new Date(Date.now() + seconds * 1000).toISOString() });
const goOn = (page: Page) => page.getByRole('link', { name: 'Rester connecté' });

async function typing(seconds: number, javaScriptEnabled = true): Promise<Page> {
  site.api.when(current, lasting(seconds));
  const page = await site.browser.newPage({ javaScriptEnabled });
  await page.goto(`${site.origin}${addresses.changePassword}`);
  await page.getByLabel('Mot de passe actuel').fill('brouette lundi');
  return page;
}

test('R41: two minutes before its end a session warns; going on keeps what was typed', async () => {
  const page = await typing(90);
  await goOn(page).waitFor();
  site.api.when(current, lasting(1800));
  await goOn(page).click();
  await goOn(page).waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Mot de passe actuel').inputValue()).toBe('brouette lundi');
  await page.close();
});

test('R41: a session with more time left does not warn; one that has ended leads to « Se connecter »', async () => {
  const page = await typing(1800);
  expect(await goOn(page).isVisible()).toBe(false);
  await page.close();
  const late = await typing(90);
  await goOn(late).waitFor();
  site.api.when(current, problem(401, 'session-absent')).when('GET /v1/sessions', problem(401, 'session-absent'));
  await goOn(late).click();
  await late.waitForURL(/se-connecter\?suite=\/mon-compte$/u);
  await late.close();
});

test('without scripts a sentence says until when', async () => {
  const page = await typing(90, false);
  expect(await goOn(page).isVisible()).toBe(false);
  expect(await page.getByText('cette session se termine le').isVisible()).toBe(true);
  await page.close();
});
