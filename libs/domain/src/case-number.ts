import { codeFrom } from './crockford.js';

/**
 * `PRC-XXXX-XXXX`, the number of a case for people and for Temporal, out of 5 random bytes: it says nothing about
 * anybody, so it may stand in a log or be read out on the phone. Fewer bytes: `RangeError`.
 */
export const caseNumberFrom = (bytes: Uint8Array): string => `PRC-${codeFrom(bytes)}`;
