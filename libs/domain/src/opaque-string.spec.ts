import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isUntypable, opaque } from './opaque-string.js';

const anything = fc.string({ unit: 'binary', maxLength: 60 });

describe('a password is prepared as OpaqueString (RFC 8265)', () => {
  test.each([
    ['une\u00a0nuit\u202fbleue', 'une nuit bleue'],
    ['\u1680a\u2000b\u2003c\u2009d\u205fe\u3000f', ' a b c d e f'],
    ['e\u0301te\u0301', 'été'],
    ['ÉTÉ', 'ÉTÉ'],
    ['ﬁn ² ＡＢ', 'ﬁn ² ＡＢ'],
    ['  deux  espaces ', '  deux  espaces '],
    ['\u03c3\u03c2 \u212b', '\u03c3\u03c2 \u00c5'],
    ['❤️ 👨‍👩‍👧 🐒', '❤️ 👨‍👩‍👧 🐒'],
    ['a\u200bb\u00adc', 'a\u200bb\u00adc'],
    ['', ''],
  ])('%j becomes %j', (typed, prepared) => expect(opaque(typed)).toBe(prepared));

  test('prepared twice is prepared once, composed or not, whatever is typed', () => {
    fc.assert(
      fc.property(anything, (typed) => {
        expect(opaque(opaque(typed))).toBe(opaque(typed));
        expect(opaque(typed.normalize('NFD'))).toBe(opaque(typed.normalize('NFC')));
      }),
    );
  });

  test('every space equals the space bar, and no other character of Zs is left', () => {
    const space = fc.constantFrom(...'\u00a0\u1680\u2000\u2001\u2002\u2005\u2007\u2009\u200a\u202f\u205f\u3000');
    fc.assert(
      fc.property(fc.array(fc.tuple(anything, space), { maxLength: 5 }), (parts) => {
        const [pasted, typed] = [parts.flat().join(''), parts.map(([text]) => `${text} `).join('')];
        expect(opaque(pasted)).toBe(opaque(typed));
        expect(opaque(pasted)).not.toMatch(/(?! )\p{Zs}/u);
      }),
    );
  });

  test('where there is no such space it is NFC, as hashes were made before', () => {
    fc.assert(
      fc.property(
        anything.filter((typed) => !/(?! )\p{Zs}/u.test(typed.normalize('NFC'))),
        (typed) => {
          expect(opaque(typed)).toBe(typed.normalize('NFC'));
        },
      ),
    );
  });
});

test.each([
  ['a\tb', true],
  ['a\nb', true],
  ['a\u0000b', true],
  ['a\u0085b', true],
  ['a\u{10fffe}b', true],
  ['a\ud800b', true],
  ['❤️ 👨‍👩‍👧', false],
  ['l’été, 3 œufs № \u00a0', false],
  ['長い合言葉', false],
  ['', false],
])('%j holds what no keyboard types again: %s', (password, is) => expect(isUntypable(password)).toBe(is));
