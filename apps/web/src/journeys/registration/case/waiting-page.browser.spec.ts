import type { ServerResponse } from 'node:http';
import type { BrowserContext, Page } from 'playwright-core';
import type { RegistrationView } from '../../../api/generated/parcours.js';
import { id, ok, receipt, view } from '../../../testing/samples.js';
import { type OwnBrowser, ownBrowser } from '../../../testing/own-browser.js';
import { startWeb } from '../../../testing/web-under-test.js';
import { addresses } from '../../../ui/addresses.js';

const follow = `GET /v1/registrations/${id}`;
const sending: RegistrationView = { ...view, sentAt: null, updatedAt: '2026-11-23T13:30:00.000Z' };
const blocked: RegistrationView = {
  ...{ ...sending, status: 'blocked', nextStep: 'call', canResendAt: null },
  blocked: { reason: 'mail-refused', since: '2026-11-23T13:30:03.000Z', reply: '550 5.1.1' },
};

const site = ownBrowser();

/** The page of a case whose mail is on its way, and the stream that the API holds open for it. */
async function waiting(
  context: BrowserContext,
  { api, origin }: Pick<OwnBrowser, 'api' | 'origin'> = site,
): Promise<{ page: Page; tell: () => void; stream: ServerResponse }> {
  const opened = Promise.withResolvers<ServerResponse>();
  const route = `GET /v1/registrations/${id}/events?seen=${encodeURIComponent(sending.updatedAt)}`;
  api.when(follow, ok(sending)).when(route, { status: 200, stream: opened.resolve });
  const page = await context.newPage();
  await page.goto(`${origin}${addresses.case(id)}`);
  await page.getByText('Un courriel part à l’instant').waitFor();
  const stream = await opened.promise;
  await page.getByRole('link', { name: 'Actualiser' }).waitFor({ state: 'hidden' });
  return { page, stream, tell: () => void stream.write('data: changed\n\n') };
}

async function asOwner(): Promise<BrowserContext> {
  const context = await site.browser.newContext();
  const path = addresses.case(id);
  await context.addCookies([{ name: 'proprietaire', value: receipt.ownerKey, domain: '127.0.0.1', path }]);
  return context;
}

test('R59: a page that waits tells by itself what happened: accepted, refused, password created elsewhere', async () => {
  const context = await site.browser.newContext();
  const { page, tell } = await waiting(context);
  site.api.when(follow, ok(view));
  tell();
  await page.getByRole('status').filter({ hasText: 'Courriel accepté' }).waitFor({ state: 'attached' });
  expect(await page.locator('.notice.is-good').innerText()).toContain('Courriel accepté');

  site.api.when(follow, ok(blocked));
  tell();
  await page.getByRole('heading', { level: 1, name: 'Le courriel n’a pas pu être remis' }).waitFor();
  expect(await page.title()).toContain('n’a pas pu être remis');
  await page.getByRole('status').filter({ hasText: 'cette adresse n’y existe pas' }).waitFor({ state: 'attached' });

  site.api.when(follow, ok({ ...view, status: 'completed', nextStep: 'sign-in' }));
  tell();
  await page.getByRole('heading', { level: 1, name: 'L’inscription est terminée' }).waitFor();
  await context.close();
});

test('R59: what is being typed stays; a notice says that there is news', async () => {
  const context = await asOwner();
  const { page, tell } = await waiting(context);
  await page.getByText('Corriger l’adresse').click();
  await page.getByLabel('Nouvelle adresse').fill('nadia@');
  site.api.when(follow, ok(blocked));
  tell();
  await page.getByText('Il y a du nouveau').first().waitFor();
  expect(await page.getByLabel('Nouvelle adresse').inputValue()).toBe('nadia@');
  await page.getByRole('link', { name: 'Actualiser' }).click();
  await page.getByRole('heading', { level: 1, name: 'Le courriel n’a pas pu être remis' }).waitFor();
  await context.close();
});

test('R59: what has not changed keeps its place and the focus', async () => {
  const context = await asOwner();
  const { page, tell } = await waiting(context);
  const summary = page.getByText('Le lien du courriel ne s’ouvre pas');
  await summary.click();
  site.api.when(follow, ok(view));
  tell();
  await page.getByText('Courriel accepté').first().waitFor();
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.getByRole('link', { name: 'Saisir le code reçu' }).waitFor();
  await context.close();
});

test('R59: when the stream cannot be followed, « Actualiser » is there; without JavaScript, too', async () => {
  site.api.when(follow, ok(sending));
  const page = await site.browser.newPage();
  await page.goto(`${site.origin}${addresses.case(id)}`); // the API refuses the stream: 599
  await page.getByRole('link', { name: 'Actualiser' }).waitFor();
  await page.close();

  const plain = await site.browser.newPage({ javaScriptEnabled: false });
  await plain.goto(`${site.origin}${addresses.case(id)}`);
  site.api.when(follow, ok(blocked));
  await plain.getByRole('link', { name: 'Actualiser' }).click();
  await plain.getByRole('heading', { level: 1, name: 'Le courriel n’a pas pu être remis' }).waitFor();
  await plain.close();
});

test('F5: « Vous en envoyer un nouveau » is quiet until its time has come; without JavaScript it answers', async () => {
  const until = Date.now() + 4_000;
  site.api.when(follow, () => ok({ ...view, canResendAt: new Date(until).toISOString() }));
  const plain = await site.browser.newPage({ javaScriptEnabled: false });
  await plain.goto(`${site.origin}${addresses.case(id)}`);
  const resend = (page: Page) => page.getByRole('button', { name: 'Vous en envoyer un nouveau' });
  expect(await resend(plain).isEnabled()).toBe(true);
  await plain.close();

  site.api.when(follow, ok({ ...view, canResendAt: new Date(Date.now() + 60_000).toISOString() }));
  const page = await site.browser.newPage();
  await page.clock.install();
  await page.goto(`${site.origin}${addresses.case(id)}`);
  await page.locator('button:disabled', { hasText: 'Vous en envoyer un nouveau' }).waitFor();
  await page.getByText('Le prochain envoi sera possible').waitFor();
  await page.clock.fastForward(61_000);
  await page.locator('button:enabled', { hasText: 'Vous en envoyer un nouveau' }).waitFor();
  expect(await page.getByText('Le prochain envoi sera possible').isVisible()).toBe(false);
  await page.close();
});

test('streams end when web stops, and with the browser that leaves', async () => {
  const context = await site.browser.newContext();
  const { page, stream } = await waiting(context);
  const left = new Promise<void>((closed) => void stream.once('close', closed));
  await page.close();
  await left;

  const web = await startWeb();
  const again = await waiting(context, { api: web.api, origin: await web.app.getUrl() });
  const ended = new Promise<void>((closed) => void again.stream.once('close', closed));
  await web.stop();
  await ended;
  await context.close();
});
