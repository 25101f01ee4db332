import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../../tools/testing/browser.js';
import type { FakeApi } from './fake-api.js';
import { startWeb, type WebUnderTest } from './web-under-test.js';

export interface OwnBrowser {
  readonly browser: Browser;
  /** Of the web, without a slash at its end. */
  readonly origin: string;
  /** Before each test it knows no answer. */
  readonly api: FakeApi;
}

/** Gives the tests of one file a web of their own and a browser to look at it. */
export function ownBrowser(): OwnBrowser {
  let web: WebUnderTest;
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    [web, browser] = await Promise.all([startWeb(), launchBrowser()]);
    origin = (await web.app.getUrl()).replace('[::1]', '127.0.0.1');
  });
  beforeEach(() => web.api.forget());
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
  });
  return {
    get browser() {
      return browser;
    },
    get origin() {
      return origin;
    },
    get api() {
      return web.api;
    },
  };
}
