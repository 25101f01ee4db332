import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults, colourRules, layoutRules } from '../../../../../tools/testing/accessibility.js';
import { launchBrowser } from '../../../../../tools/testing/browser.js';
import { mailSamples } from './samples.js';
import { wordLike } from './word-like.fixture.js';

/** A folder to look at afterwards. */
const pictures = process.env.PICTURES;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  if (pictures) mkdirSync(pictures, { recursive: true });
});
afterAll(() => browser.close());

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/courriel-${name}.png`, fullPage: true });
}

test.each(mailSamples())(
  'mail $name, wide or narrow, light or dark: nothing for axe to say, nothing to scroll sideways, nothing asked of the network',
  async ({ name, html }) => {
    const page = await browser.newPage({ colorScheme: 'light' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.setContent(html);
    for (const [width, rules] of [[640], [320, layoutRules]] as const) {
      await page.setViewportSize({ width, height: 800 });
      expect(await accessibilityFaults(page, rules)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      for (const reference of await page.locator('.m-code, [style*=nowrap]').all())
        expect((await reference.boundingBox())?.height).toBeLessThan(72);
      await picture(page, `${name}-${width}-light`);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityFaults(page, colourRules)).toEqual([]);
    await picture(page, `${name}-320-dark`);
    expect(asked).toEqual([]);
    await page.close();
  },
);

test.each(mailSamples())(
  'mail $name in Word: a sheet of 560 px that nothing widens, a button to press, no preview',
  async ({ name, html }) => {
    const page = await browser.newPage({ viewport: { width: 800, height: 800 } });
    await page.setContent(wordLike(html));
    const widthOf = async (selector: string) => (await page.locator(selector).boundingBox())?.width;
    expect(await widthOf('.m-sheet')).toBe(560);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(800);
    expect(await page.locator('.mail-preview').isVisible()).toBe(false);
    for (const button of await page.locator('.m-button').all()) {
      const { width, height } = (await button.boundingBox()) ?? { width: 0, height: 0 };
      expect(height).toBeGreaterThanOrEqual(44);
      expect(width).toBeLessThan(400);
    }
    await picture(page, `${name}-word`);
    await page.close();
  },
);
