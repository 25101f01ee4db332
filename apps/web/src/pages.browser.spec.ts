import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../../../tools/testing/browser.js';
import { gallery } from './testing/gallery.js';
import { startWeb, type WebUnderTest } from './testing/web-under-test.js';

const pictures = '.cache/screenshots';
const sizes = [
  { width: 1280, height: 900 },
  { width: 320, height: 640 },
];

let web: WebUnderTest;
let browser: Browser;
let origin: string;
beforeAll(async () => {
  [web, browser] = await Promise.all([startWeb(), launchBrowser()]);
  origin = (await web.app.getUrl()).replace('[::1]', '127.0.0.1');
  mkdirSync(pictures, { recursive: true });
});
afterAll(async () => {
  await browser.close();
  await web.stop();
});

const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();
async function faultsOf(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

describe.each(sizes)('at $width px', ({ width, height }) => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width, height }, colorScheme: 'light' });
  });
  afterAll(() => context.close());

  test.each(Object.entries(gallery))(
    '%s: nothing for axe to say, light or dark, nothing to scroll sideways, no fault in the console',
    async (name, visit) => {
      web.api.forget();
      await context.clearCookies();
      const page = await context.newPage();
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(error.message));
      await visit({ api: web.api, page, origin });

      expect(await faultsOf(axe(page))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.screenshot({ path: `${pictures}/${name}-${width}-light.png`, fullPage: true });
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await faultsOf(axe(page).withRules(['color-contrast', 'link-in-text-block']))).toEqual([]);
      await page.screenshot({ path: `${pictures}/${name}-${width}-dark.png`, fullPage: true });
      expect(said.filter((line) => !/status of (?:403|404|410|422|429|503)/u.test(line))).toEqual([]);
      await page.close();
    },
  );
});
