import fc from 'fast-check';
import { addressOrUnknown, canonicalAddress, forwardedBy, subscriberOf } from './index.js';

test.each([
  // nginx, HAProxy, Apache, Traefik, Envoy, Cloudflare
  ['192.0.2.9', '192.0.2.9'],
  ['2001:db8::9', '2001:db8::9'],
  [' 192.0.2.9 ', '192.0.2.9'],
  // Azure Application Gateway, IIS, AWS with xff_client_port
  ['192.0.2.9:4711', '192.0.2.9'],
  ['[2001:db8::9]:4711', '2001:db8::9'],
  ['[2001:db8::9]', '2001:db8::9'],
  // a socket for both families
  ['::ffff:192.0.2.9', '192.0.2.9'],
  ['::FFFF:C000:209', '192.0.2.9'],
  ['[::ffff:192.0.2.9]:80', '192.0.2.9'],
  // a translator before a server that has IPv6 only (RFC 6052)
  ['64:ff9b::c000:209', '192.0.2.9'],
  // RFC 7239
  ['"[2001:db8::9]:4711"', '2001:db8::9'],
  ['"192.0.2.9:_port-1"', '192.0.2.9'],
  ['" 192.0.2.9 "', '192.0.2.9'],
  // every way to write one address
  ['2001:DB8:0:0:0:0:0:9', '2001:db8::9'],
  ['2001:0db8::0009', '2001:db8::9'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['::0.0.0.0', '::'],
  ['fe80::1%eth0', 'fe80::1'],
  ['[fe80::1%25eth0]:80', 'fe80::1'],
])('R57: %j is the address %s', (written, address) => {
  expect(canonicalAddress(written)).toBe(address);
});

test.each([
  ...['', ' ', 'unknown', '_hidden', '-', 'localhost', 'client.example:80', '192.0.2', '192.0.2.9.1', '192.0.2.256'],
  ...['127.1', '0x7f.0.0.1', '3221225985', '192.000.002.009', '192.0.2.9:', '192.0.2.9:123456', ':80', '[]:80'],
  ...['[2001:db8::9', '2001:db8:::9', '2001:db8::g', '[2001:db8::9]x', '192.0.2.9, 192.0.2.8', '192.0.2.9/24'],
  ...["192.0.2.9'", '2001:db8::9%', 'evil\r\n192.0.2.9', '19"2.0.2.9"', '"192.0.2."9'],
])('R57: %j is no address', (written) => {
  expect(canonicalAddress(written)).toBeUndefined();
  expect(addressOrUnknown(written)).toBe('unknown');
});

test('R57: an address is one and the same however it is written, and a canonical one stays as it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(65_535), (address, port) => {
      const canonical = canonicalAddress(address);
      const inBrackets = address.includes(':') ? `[${address}]` : address;
      expect(canonical).toBeDefined();
      expect(canonicalAddress(canonical ?? '')).toBe(canonical);
      expect(subscriberOf(canonical ?? '')).toBeTruthy();
      expect(canonicalAddress(` "${inBrackets.toUpperCase()}:${port}"`)).toBe(canonical);
    }),
  );
});

test('R57: whatever is written, something is read, never an error', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('Forwarded', 'X-Forwarded-For'), (value, header) => {
      for (const hop of forwardedBy(header, value)) {
        expect(hop === 'unknown' || canonicalAddress(hop) === hop).toBe(true);
        expect(subscriberOf(hop)).toBeTruthy();
      }
    }),
  );
});

test.each([
  ['X-Forwarded-For', '192.0.2.9', ['192.0.2.9']],
  ['X-Forwarded-For', 'evil, 192.0.2.9:80,  [2001:db8::9]:80', ['unknown', '192.0.2.9', '2001:db8::9']],
  ['X-Forwarded-For', ', ,192.0.2.9,,', ['192.0.2.9']],
  ['X-Forwarded-For', ' ', []],
  ['CF-Connecting-IP', '2001:DB8::9', ['2001:db8::9']],
  ['Forwarded', 'for="[2001:db8::1]:4711";proto=https', ['2001:db8::1']],
  ['Forwarded', 'proto=https;By=203.0.113.1; FOR=192.0.2.9', ['192.0.2.9']],
  ['forwarded', 'for=192.0.2.43, for="[2001:db8:cafe::17]"', ['192.0.2.43', '2001:db8:cafe::17']],
  ['Forwarded', 'for=unknown, for=_SEVKISEK;by=192.0.2.1', ['unknown', 'unknown']],
  ['Forwarded', 'by=192.0.2.1;proto=https', ['unknown']],
  ['Forwarded', 'for="192.0.2.9, 203.0.113.1";proto=https', ['unknown']],
  ['Forwarded', 'for="evil, for=192.0.2.9', ['unknown', '192.0.2.9']],
  ['Forwarded', 'for="evil, for="[2001:db8::9]"', ['unknown', '2001:db8::9']],
  ['Forwarded', 'for="\\[2001:db8::9\\]"', ['2001:db8::9']],
  ['Forwarded', 'for="192\\.0.2.9"', ['192.0.2.9']],
  ['Forwarded', 'for = 192.0.2.9', ['192.0.2.9']],
  ['Forwarded', 'xfor=10.0.0.1;forx=10.0.0.2;for=192.0.2.9', ['192.0.2.9']],
])('R57: %s: %s is read from the client’s side', (header, value, hops) => {
  expect(forwardedBy(header, value)).toEqual(hops);
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:0:1:1::1', '2001:db8:0:1::/64'],
  ['2001:db8:0:1:2::2', '2001:db8:0:1::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  // Strangers on one link, or behind one relay.
  ['fe80::1', 'fe80::1'],
  ['::1', '::1'],
  ['2001:0:c000:201::1', '2001:0:c000:201::1'],
  ['unknown', 'unknown'],
])('R57: %s counts as %s', (address, subscriber) => {
  expect(subscriberOf(address)).toBe(subscriber);
});
