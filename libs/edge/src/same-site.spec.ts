import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { comesFrom } from './index.js';

const site = 'https://parcours.example';
const from = (headersDistinct: NodeJS.Dict<string[]>, publicUrl = site) =>
  comesFrom({ headersDistinct } as IncomingMessage, publicUrl);

test.each([
  [{ 'sec-fetch-site': ['same-origin'] }],
  [{ 'sec-fetch-site': ['same-origin'], origin: ['http://127.0.0.1:8080'] }],
  [{ origin: [site] }],
  [{ origin: [site], referer: ['https://elsewhere.example/'] }],
  [{ referer: [`${site}/se-connecter?suite=%2F`] }],
  [{ referer: [site] }],
  [{ referer: [`${site}:443/`] }],
  [{ referer: ['HTTPS://PARCOURS.EXAMPLE/se-connecter'] }],
  [{ referer: [`${site}/a@b`] }],
])('R42: %j comes from our pages', (headers) => {
  expect(from(headers)).toBe('us');
});

test.each([
  [{ 'sec-fetch-site': ['cross-site'], origin: [site], referer: [`${site}/`] }],
  [{ 'sec-fetch-site': ['same-site'] }],
  [{ 'sec-fetch-site': ['none'] }],
  [{ 'sec-fetch-site': [''], origin: [site] }],
  [{ 'sec-fetch-site': ['same-origin', 'same-origin'] }],
  [{ origin: ['null'], referer: [`${site}/`] }],
  [{ origin: [''], referer: [`${site}/`] }],
  [{ origin: [site, site] }],
  [{ origin: [`${site}/`] }],
  [{ origin: [`${site}:8443`] }],
  [{ origin: ['http://parcours.example'] }],
  [{ origin: ['https://parcours.example.evil.example'] }],
  [{ referer: [''] }],
  [{ referer: ['null'] }],
  [{ referer: ['about:blank'] }],
  [{ referer: ['/se-connecter'] }],
  [{ referer: ['http://parcours.example/'] }],
  [{ referer: [`${site}:8443/`] }],
  [{ referer: [`${site}.evil.example/`] }],
  [{ referer: ['https://evil.example/https://parcours.example/'] }],
  [{ referer: ['https://evil.example/?https://parcours.example'] }],
  [{ referer: ['https://evil.example#https://parcours.example'] }],
  [{ referer: [`${site}@evil.example/`] }],
  [{ referer: ['https://evil@parcours.example/'] }],
  [{ referer: ['https://evil.example\\@parcours.example/'] }],
  [{ referer: ['https://evil.example\\.parcours.example/'] }],
  [{ referer: [`blob:${site}/1`] }],
  [{ referer: [`${site}/`, `${site}/`] }],
])('R42: %j comes from elsewhere', (headers) => {
  expect(from(headers)).toBe('elsewhere');
});

test('R42: a site on http knows its own pages by their Referer, too', () => {
  expect(from({ referer: ['http://localhost:8080/se-connecter'] }, 'http://localhost:8080')).toBe('us');
});

test('R42: a program, or a browser that hides all three, tells nothing', () => {
  expect(from({ host: ['parcours.example'] })).toBe('untold');
});

test('R42: a Referer is ours only when its origin is PUBLIC_URL’s to the letter', () => {
  const pieces = fc.constantFrom(
    'https://',
    'http://',
    'parcours.example',
    'evil.example',
    '@',
    ':443',
    ':80',
    '.',
    '/',
    '\\',
    '#',
    '?',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const referer = parts.join('');
      const isOurs = URL.canParse(referer) && new URL(referer).origin === site && new URL(referer).username === '';
      if (from({ referer: [referer] }) === 'us') expect(isOurs).toBe(true);
      else if (isOurs) expect(referer).not.toMatch(/^https:\/\/parcours\.example(?::443)?(?:[/?#]|$)/u);
    }),
  );
});
