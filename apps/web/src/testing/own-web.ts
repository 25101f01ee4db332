import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { FakeApi } from './fake-api.js';
import { Visitor } from './visitor.js';
import { startWeb, type WebUnderTest } from './web-under-test.js';

export interface OwnWeb extends Pick<WebUnderTest, 'app' | 'logged'> {
  /** Before each test it knows no answer. */
  readonly api: FakeApi;
  /** New in each test. */
  readonly visitor: Visitor;
}

/** Gives the tests of one file a web of their own, and each of them a visitor. */
export function ownWeb(headers: Record<string, string> = {}): OwnWeb {
  let web: WebUnderTest;
  let visitor: Visitor;
  beforeAll(async () => {
    web = await startWeb();
  });
  beforeEach(() => {
    web.api.forget();
    visitor = new Visitor(web.app, headers);
  });
  afterAll(() => web.stop());
  return {
    get app() {
      return web.app;
    },
    get api() {
      return web.api;
    },
    get logged() {
      return web.logged;
    },
    get visitor() {
      return visitor;
    },
  };
}
