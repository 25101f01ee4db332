import { situated, numbers } from '../testing/samples.js';
import { Visitor } from '../testing/visitor.js';
import { startWeb, type WebUnderTest } from '../testing/web-under-test.js';
import { addresses } from '../ui/addresses.js';

/** The address in whose name the API is asked. */
async function addressTold(web: WebUnderTest, headers: Record<string, string>): Promise<unknown> {
  web.api.forget();
  web.api.when('POST /v1/establishments/check', situated('open'));
  await new Visitor(web.app, headers).submit(addresses.register, numbers);
  return web.api.asked[0]?.headers['x-forwarded-for'];
}

describe('R57: behind trusted proxies', () => {
  let web: WebUnderTest;
  beforeAll(async () => {
    web = await startWeb({ TRUST_PROXY: 'loopback,10.0.0.0/8,2001:db8:ffff::/48' });
  });
  afterAll(() => web.stop());
  const isToldIn = () => web.logged.filter((line) => line.includes('not understood'));

  test.each([
    ['X-Forwarded-For', '203.0.113.9', '203.0.113.9'],
    ['X-Forwarded-For', '203.0.113.9:4711', '203.0.113.9'],
    ['X-Forwarded-For', '::ffff:203.0.113.9', '203.0.113.9'],
    ['X-Forwarded-For', '[2001:DB8::9]:4711', '2001:db8::9'],
    ['X-Forwarded-For', '198.51.100.1, 203.0.113.9, 10.1.2.3:80, ::ffff:10.0.0.1', '203.0.113.9'],
    ['X-Forwarded-For', '198.51.100.1, 203.0.113.9, [2001:db8:ffff::1]:443', '203.0.113.9'],
    ['X-Forwarded-For', 'evil, 203.0.113.9', '203.0.113.9'],
    ['X-Forwarded-For', '127.1, 203.0.113.9, ,', '203.0.113.9'],
    ['X-Forwarded-For', '10.0.0.5, 10.0.0.6', '10.0.0.5'],
    ['Forwarded', 'for="[2001:db8::1]:4711";proto=https', '2001:db8::1'],
    ['Forwarded', 'for=198.51.100.1, for=203.0.113.9;by=10.0.0.1, for="10.0.0.2:80"', '203.0.113.9'],
    ['CF-Connecting-IP', '203.0.113.9', '127.0.0.1'],
    ['X-Real-IP', '203.0.113.9', '127.0.0.1'],
  ])('%s: %s tells %s', async (header, value, address) => {
    expect(await addressTold(web, { [header]: value })).toBe(address);
    expect(isToldIn()).toEqual([]);
  });

  test('where a proxy writes X-Forwarded-For, a Forwarded that a client wrote counts for nothing', async () => {
    expect(await addressTold(web, { 'X-Forwarded-For': '203.0.113.9', Forwarded: 'for=198.51.100.1' })).toBe(
      '203.0.113.9',
    );
  });

  test('what is not understood is unknown, neither the proxy nor the client’s own word, and is logged once', async () => {
    for (const value of ['unknown', '_hidden', '198.51.100.1, garbage', '198.51.100.1, localhost, 10.0.0.1']) {
      expect(await addressTold(web, { 'X-Forwarded-For': value })).toBe('unknown');
    }
    expect(isToldIn()).toHaveLength(1);
    expect(isToldIn()[0]).not.toContain('garbage');
  });
});

test('R57: CLIENT_ADDRESS_HEADER names the one header that counts', async () => {
  const web = await startWeb({ CLIENT_ADDRESS_HEADER: 'CF-Connecting-IP' });
  try {
    const forged = { 'X-Forwarded-For': '198.51.100.1', Forwarded: 'for=198.51.100.1' };
    expect(await addressTold(web, { ...forged, 'CF-Connecting-IP': '2001:DB8::9' })).toBe('2001:db8::9');
    expect(await addressTold(web, forged)).toBe('127.0.0.1');
  } finally {
    await web.stop();
  }
});
