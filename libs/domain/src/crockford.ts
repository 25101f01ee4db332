import { inCapitals, undressed } from './typed-text.js';

/** Crockford's base 32: no I, L, O (read as 1, 1, 0) and no U. One symbol carries 5 bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const symbols = 8;
const bytesNeeded = (symbols * 5) / 8;

/**
 * `XXXX-XXXX` out of the first 5 bytes given (40 bits): the typed code of an e-mail, and the body of the numbers
 * people read to each other. As unguessable as the bytes are. Fewer than 5 bytes is a bug: `RangeError`.
 */
export function codeFrom(bytes: Uint8Array): string {
  if (bytes.length < bytesNeeded) throw new RangeError(`a code needs ${bytesNeeded} bytes, not ${bytes.length}`);
  const bits = [...bytes.subarray(0, bytesNeeded)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const text = bits.replace(/.{5}/gu, (five) => alphabet.charAt(parseInt(five, 2)));
  return grouped(text);
}

/** Reads a code as people type it: any case, any spaces and dashes, O for 0, I and L for 1. `undefined` when it is none. */
export function parseCode(input: string): string | undefined {
  const text = inCapitals(undressed(input)).replaceAll('O', '0').replace(/[IL]/gu, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/u.test(text) ? grouped(text) : undefined;
}

const grouped = (text: string): string => `${text.slice(0, 4)}-${text.slice(4)}`;
