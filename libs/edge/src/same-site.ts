import type { IncomingMessage } from 'node:http';

/** Where a request comes from, as far as the browser tells: `untold` by one that tells nothing, and by a program. */
export type ComesFrom = 'us' | 'elsewhere' | 'untold';

/**
 * R42, OWASP ASVS 5.0 3.5.1: the first word that a browser gives decides: `Sec-Fetch-Site`, in older ones `Origin`, in
 * those that send neither, `Referer`. `publicUrl` is an origin as `URL` writes it.
 */
export function comesFrom({ headersDistinct }: IncomingMessage, publicUrl: string): ComesFrom {
  const told = (name: string): string | undefined => {
    const values = headersDistinct[name];
    // Two words are one too many: it is not ours to choose.
    return values && (values.length === 1 ? values[0] : '');
  };
  const [site, origin, referer] = [told('sec-fetch-site'), told('origin'), told('referer')];
  if (site !== undefined) return site === 'same-origin' ? 'us' : 'elsewhere';
  if (origin !== undefined) return origin === publicUrl ? 'us' : 'elsewhere';
  if (referer === undefined) return 'untold';
  return originOf(referer) === publicUrl ? 'us' : 'elsewhere';
}

/** Undefined for what is no address of a page, and for one with a user's name, which no browser sends. */
function originOf(address: string): string | undefined {
  if (!/^https?:\/\/[^@\\\s/?#]+(?:[/?#]\S*)?$/iu.test(address) || !URL.canParse(address)) return undefined;
  return new URL(address).origin;
}
