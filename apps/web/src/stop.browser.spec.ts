import type { CDPSession, Page } from 'playwright-core';
import { ok, problem } from './testing/samples.js';
import { ownBrowser } from './testing/own-browser.js';
import { addresses } from './ui/addresses.js';

const site = ownBrowser();

const path = '/v1/password-resets';
const asked = (): number => site.api.asked.filter((request) => request.path === path).length;

/** By the browser's own protocol, which waits neither for an answer nor for a page on its way. */
const press = (cdp: CDPSession, times = 1) =>
  cdp.send('Runtime.evaluate', { expression: `document.querySelector('main form button').click();`.repeat(times) });

/** « Mot de passe oublié », sent by a double click, and stopped before there was an answer. */
async function stopped(page: Page): Promise<{ cdp: CDPSession; answer: () => void }> {
  const [arrived, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  site.api.when(`POST ${path}`, async () => {
    arrived.resolve();
    await answer.promise;
    return problem(503, 'unavailable');
  });
  await page.goto(`${site.origin}${addresses.forgottenPassword}`);
  await page.getByLabel('Identifiant').fill('EP-7K2M-QF9D');
  const cdp = await page.context().newCDPSession(page);
  await press(cdp, 2);
  await arrived.promise;
  await cdp.send('Page.stopLoading');
  site.api.when(`POST ${path}`, ok({}, 202));
  return { cdp, answer: answer.resolve };
}

test('a form stopped on its way can be sent again at once, and a second click before that sends nothing', async () => {
  const page = await site.browser.newPage();
  const { cdp, answer } = await stopped(page);
  expect(asked()).toBe(1);
  await press(cdp);
  await page.waitForURL(/messagerie/u);
  expect(asked()).toBe(2);
  answer();
  await page.close();
});

test('where the browser does not say that it stopped, the form is free once no answer can come any more', async () => {
  const page = await site.browser.newPage();
  await page.addInitScript(() => Object.defineProperty(window, 'navigation', { value: undefined }));
  await page.clock.install();
  const { cdp, answer } = await stopped(page);
  await press(cdp);
  expect(asked()).toBe(1);
  await page.clock.fastForward(10_000);
  await press(cdp);
  await page.waitForURL(/messagerie/u);
  expect(asked()).toBe(2);
  answer();
  await page.close();
});
