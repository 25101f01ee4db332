import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../../../tools/testing/browser.js';
import { mailSamples } from './samples.js';
import { wordLike } from './word-like.fixture.js';

const pictures = '.cache/screenshots';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  mkdirSync(pictures, { recursive: true });
});
afterAll(() => browser.close());

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  describe.each([640, 320])('at %i px', (width) => {
    test.each(mailSamples())(
      'mail $name: nothing for axe to say, nothing to scroll sideways, nothing asked of the network',
      async ({ name, html }) => {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
        const page = await context.newPage();
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        await page.setContent(html);
        expect(await faultsOf(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(asked).toEqual([]);
        for (const reference of await page.locator('.m-code, [style*=nowrap]').all())
          expect((await reference.boundingBox())?.height).toBeLessThan(72);
        await page.screenshot({ path: `${pictures}/courriel-${name}-${width}-${colorScheme}.png`, fullPage: true });
        await context.close();
      },
    );
  });
});

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
    await page.screenshot({ path: `${pictures}/courriel-${name}-word.png`, fullPage: true });
    await page.close();
  },
);
