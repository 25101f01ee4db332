import type { Page } from 'playwright-core';
import { ok, session } from './testing/samples.js';
import { ownBrowser } from './testing/own-browser.js';
import { addresses } from './ui/addresses.js';

const site = ownBrowser();
beforeEach(() => void site.api.when('GET /v1/sessions/current', ok(session)));

async function openAt(width: number, path: string): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width, height: 800 } });
  await page.goto(`${site.origin}${path}`);
  return page;
}
const boxesOf = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { top, bottom, width } = element.getBoundingClientRect();
      return { top: Math.round(top), bottom: Math.round(bottom), width: Math.round(width) };
    }),
  );

test('home keeps its three ways balanced at 1280 px: one row, one width, one height', async () => {
  const page = await openAt(1280, addresses.home);
  const ways = await boxesOf(page, '.ways > *');
  expect(ways).toHaveLength(3);
  for (const way of ways) expect(way).toEqual(ways[0]);
  await page.close();
});

test('Tab leads from the identifiant to the password to the button; the ways out stand beside their fields', async () => {
  const page = await openAt(1280, addresses.signIn);
  await page.getByLabel('Identifiant').focus();
  const reached = [];
  for (let tabs = 0; tabs < 5; tabs++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent));
  }
  expect(reached).toEqual([
    ...['mot-de-passe', 'Se connecter', 'Identifiant oublié', 'Afficher le mot de passe', 'Mot de passe oublié'],
  ]);
  const places = await boxesOf(page, 'form.sign-in :is(input:not([type=hidden]), a, button[type=submit])');
  expect(
    places
      .map(({ top }, rank) => [top, rank])
      .sort(([a = 0], [b = 0]) => a - b)
      .map(([, rank]) => rank),
  ).toEqual([0, 3, 1, 4, 2]);
  await page.close();
});

test.each(['anybody', 'a person who is signed in'])(
  'the header is free at 320 px, for %s: the name beside « Démonstration », the ways in one row',
  async (who) => {
    const page = await openAt(320, addresses.home);
    if (who !== 'anybody') {
      await page.context().addCookies([{ name: 'session', value: 'abc', url: site.origin }]);
      await page.reload();
      await page.getByRole('button', { name: 'Se déconnecter' }).waitFor();
    }
    const [[brand], [demo], ways] = await Promise.all([
      boxesOf(page, '.brand'),
      boxesOf(page, '.demo'),
      boxesOf(page, '.nav :is(a, button)'),
    ]);
    expect(demo?.top).toBeLessThan(brand?.bottom ?? 0);
    expect(new Set(ways.map(({ bottom }) => bottom)).size).toBe(1);
    await page.close();
  },
);
