import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { caseNumberFrom } from './case-number.js';

describe('a case number', () => {
  test('is PRC-XXXX-XXXX in Crockford’s base 32', () => {
    expect(caseNumberFrom(Uint8Array.of(0x42, 0x54, 0xb6, 0x35, 0xcf))).toBe('PRC-89AB-CDEF');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (random) => {
        expect(caseNumberFrom(random)).toMatch(/^PRC-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/u);
      }),
    );
  });

  test('is never made of fewer than 5 bytes', () => {
    expect(() => caseNumberFrom(new Uint8Array(4))).toThrow(RangeError);
  });
});
