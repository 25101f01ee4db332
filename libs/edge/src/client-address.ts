import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The address of a client whose proxy wrote something that we do not understand, or hides it (RFC 7239, 6.2 and 6.3). */
export const unknownAddress = 'unknown';

/** RFC 6052: an IPv4 client, as a translator shows it to a server that has IPv6 only. */
const translated = ipaddr.parseCIDR('64:ff9b::/96') as [ipaddr.IPv6, number];
const withPort = /^(?:\[(?<bracketed>[^\]]*)\]|(?<v4>[\d.]+))(?::(?:\d{1,5}|_[\w.-]+))?$/u;

/** RFC 5952; in hexadecimal only, for ipaddr.js throws at `::0.0.0.0`. */
const inShort = (ipv6: string): string => new URL(`http://[${ipv6}]`).hostname.slice(1, -1);

/**
 * The bare address in its canonical form (RFC 5952; IPv4 where it is one inside IPv6), from whatever a proxy writes: with
 * port, brackets, quotes, zone, in upper case. Undefined for all that is no address.
 */
export function canonicalAddress(written: string): string | undefined {
  const text = written
    .trim()
    .replace(/^"(.*)"$/u, '$1')
    .trim();
  const { bracketed, v4 } = withPort.exec(text)?.groups ?? {};
  const bare = bracketed ?? v4 ?? text;
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return undefined;
  // Without the zone: it names a network card of the proxy.
  const address = inShort(bare.replace(/%.*$/u, ''));
  const parsed = ipaddr.IPv6.parse(address);
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  if (parsed.match(translated)) return new ipaddr.IPv4(parsed.toByteArray().slice(12)).toString();
  return address;
}

/** `canonicalAddress`, or `unknown`. */
export const addressOrUnknown = (written: string): string => canonicalAddress(written) ?? unknownAddress;

/**
 * Who forwarded a request, the client's side first, as `header` tells: `Forwarded` is read as RFC 7239 says, any other as
 * a list of addresses such as that of `X-Forwarded-For`. Empty elements count for nothing.
 */
export function forwardedBy(header: string, value: string): string[] {
  const elements = splitOutsideQuotes(value, ',').filter((element) => element.trim() !== '');
  return elements.map((element) => {
    const hop = header.toLowerCase() === 'forwarded' ? forOf(element) : element;
    return hop === undefined ? unknownAddress : addressOrUnknown(hop);
  });
}

/** The parameter `for` of one element of `Forwarded`, whatever its case; quoted pairs are read. */
function forOf(element: string): string | undefined {
  const pairs = splitOutsideQuotes(element, ';').map((pair) => pair.trim());
  const found = pairs.find((pair) => /^for\s*=/iu.test(pair));
  return found?.replace(/^for\s*=/iu, '').replace(/\\(.)/gu, '$1');
}

function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
  const parts = [''];
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  // A quote that is never closed hides no separator.
  return isQuoted ? text.split(separator) : parts;
}

const wholeOnly = new Set(['linkLocal', 'loopback', 'teredo']);

/**
 * What an address is counted under: the holder of one IPv6 address has the other 2^64 of its network too. Strangers share a
 * network where they reach us by a relay or by the link itself: there each address counts for itself.
 */
export function subscriberOf(address: string): string {
  if (!isIPv6(address)) return address;
  const parsed = ipaddr.IPv6.parse(address);
  if (wholeOnly.has(parsed.range())) return address;
  return `${inShort(
    `${parsed.parts
      .slice(0, 4)
      .map((part) => part.toString(16))
      .join(':')}::`,
  )}/64`;
}
