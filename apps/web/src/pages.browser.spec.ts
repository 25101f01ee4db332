import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { accessibilityFaults, colourRules, layoutRules } from '../../../tools/testing/accessibility.js';
import { gallery } from './testing/gallery.js';
import { ownBrowser } from './testing/own-browser.js';

/** A folder to look at afterwards; taking them costs a third of the time. */
const pictures = process.env.PICTURES;
const site = ownBrowser();
if (pictures) mkdirSync(pictures, { recursive: true });
const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test.each(Object.entries(gallery))(
  '%s: nothing for axe to say, light or dark, wide or narrow, nothing to scroll sideways, no fault in the console',
  async (name, visit) => {
    const context = await site.browser.newContext({ viewport: { width: 320, height: 640 }, colorScheme: 'light' });
    const page = await context.newPage();
    const picture = async (of: string) => {
      if (pictures) await page.screenshot({ path: `${pictures}/${name}-${of}.png`, fullPage: true });
    };
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await visit({ api: site.api, page, origin: site.origin });

    expect(await accessibilityFaults(page, layoutRules)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(320);
    await picture('320-light');
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(1280);
    await picture('1280-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityFaults(page, colourRules)).toEqual([]);
    await picture('1280-dark');
    expect(said.filter((line) => !/status of (?:403|404|410|422|429|503)/u.test(line))).toEqual([]);
    await context.close();
  },
);
