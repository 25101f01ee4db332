import { mkdirSync } from 'node:fs';
import { accessibilityFaults, colourRules } from '../../../tools/testing/accessibility.js';
import { gallery } from './testing/gallery.js';
import { ownBrowser } from './testing/own-browser.js';

const pictures = '.cache/screenshots';
const site = ownBrowser();
beforeAll(() => mkdirSync(pictures, { recursive: true }));

test.each(Object.entries(gallery))(
  '%s: nothing for axe to say, light or dark, wide or narrow, nothing to scroll sideways, no fault in the console',
  async (name, visit) => {
    const context = await site.browser.newContext({ viewport: { width: 320, height: 640 }, colorScheme: 'light' });
    const page = await context.newPage();
    const picture = (of: string) => page.screenshot({ path: `${pictures}/${name}-${of}.png`, fullPage: true });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await visit({ api: site.api, page, origin: site.origin });

    for (const [width, height] of [
      [320, 640],
      [1280, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await picture(`${width}-light`);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityFaults(page, colourRules)).toEqual([]);
    await picture('1280-dark');
    expect(said.filter((line) => !/status of (?:403|404|410|422|429|503)/u.test(line))).toEqual([]);
    await context.close();
  },
);
