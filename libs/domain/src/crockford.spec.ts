import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codeFrom, parseCode } from './crockford.js';

const bytes = fc.uint8Array({ minLength: 5, maxLength: 32 });

describe('a typed code', () => {
  test.each([
    [[0, 0, 0, 0, 0], '0000-0000'],
    [[255, 255, 255, 255, 255], 'ZZZZ-ZZZZ'],
    [[0x00, 0x44, 0x32, 0x14, 0xc7], '0123-4567'],
    [[0x42, 0x54, 0xb6, 0x35, 0xcf, 0x99], '89AB-CDEF'],
  ])('is the first 40 bits of %j: %s', (given, code) => {
    expect(codeFrom(Uint8Array.from(given))).toBe(code);
  });

  test('is never made of fewer than 40 bits', () => {
    expect(() => codeFrom(new Uint8Array(4))).toThrow(RangeError);
  });

  test('is read back in any case, with any spaces and dashes, with O for 0, I and L for 1', () => {
    const typing = fc.record({
      one: fc.constantFrom('1', 'I', 'l', 'L', 'i'),
      zero: fc.constantFrom('0', 'o', 'O'),
      dash: fc.constantFrom('-', '', ' ', ' – ', '\u00a0'),
      lower: fc.boolean(),
    });
    fc.assert(
      fc.property(bytes, typing, (random, { one, zero, dash, lower }) => {
        const code = codeFrom(random);
        const typed = (lower ? code.toLowerCase() : code).replaceAll('1', one).replaceAll('0', zero);
        expect(parseCode(` ${typed.replace('-', dash)} `)).toBe(code);
      }),
    );
  });

  test.each(['', 'ABCD-EFG', 'ABCD-EFGHJ', 'UUUU-UUUU', 'ABCD-EFG!', 'ÀBCD-EFGH', 'ABCD/EFGH', 'ABCDEFß', 'ABCD-EFGı'])(
    'is not « %s »',
    (typed) => {
      expect(parseCode(typed)).toBeUndefined();
    },
  );

  test('differs when any of its 40 bits does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), fc.nat(39), (random, bit) => {
        const other = random.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(codeFrom(other)).not.toBe(codeFrom(random));
      }),
    );
  });

  test('is canonical, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (typed) => {
        const code = parseCode(typed);
        if (code !== undefined) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/u);
      }),
    );
  });
});
