import { codeFrom, parseCode } from './crockford.js';
import { inCapitals, undressed } from './typed-text.js';

/** A new identifiant, `EP-XXXX-XXXX`, out of 5 random bytes. Fewer bytes: `RangeError`. */
export const identifierFrom = (bytes: Uint8Array): string => `EP-${codeFrom(bytes)}`;

/**
 * Reads an identifiant as people type it: any case, any spaces and dashes, O for 0, I and L for 1; `EP` is needed.
 * `undefined` when it is not well-formed. With its two letters and ten characters it is never taken for an e-mail
 * address or a SIRET, nor one of these for it (R37).
 */
export function parseIdentifier(input: string): string | undefined {
  const typed = inCapitals(undressed(input));
  const code = typed.startsWith('EP') ? parseCode(typed.slice(2)) : undefined;
  return code && `EP-${code}`;
}
