import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../tools/testing/browser.js';

/** One browser; to each visitor it is one that nobody has used yet. */
export class Visitors {
  private readonly contexts: BrowserContext[] = [];

  private constructor(private readonly browser: Browser) {}

  static async launch(): Promise<Visitors> {
    return new Visitors(await launchBrowser());
  }

  async newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext(options);
    this.contexts.push(context);
    return context.newPage();
  }

  /** All of them, as after each test. */
  async leave(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  stop(): Promise<void> {
    return this.browser.close();
  }
}

export const heading = (page: Page): Promise<string> => page.locator('h1').innerText();

/** What is read on the page, each space a simple one. */
export const words = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replace(/[\s\u00a0\u202f]+/gu, ' ');
