import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inCapitals, undressed } from './typed-text.js';

describe('what is typed into a field of digits and letters', () => {
  test.each([
    ['spaces', '1 2\t3\r\n4', '1234'],
    ['no-break spaces', '1\u00a02\u202f3\u20074', '1234'],
    ['dots', '1.2.34', '1234'],
    ['dashes of any kind, and the minus sign', '1-2\u20113\u20134\u2014\u2212', '1234'],
    ['full-width forms', '１２－３４', '1234'],
    ['the invisible marks of a copied text', '\ufeff1\u200b2\u00ad3\u202a4\u202c', '1234'],
  ])('is freed of %s', (_dress, typed, text) => {
    expect(undressed(typed)).toBe(text);
  });

  test.each(['1/2', '1_2', '1,2', 'é', '1\u00002', 'a@b'])(
    'keeps what is no dress, so that it can be refused: %j',
    (typed) => {
      expect(undressed(typed)).toBe(typed);
    },
  );

  test('comes out as its digits and letters, wherever the dress was put', () => {
    const dress = fc.constantFrom(' ', '\u00a0', '\u202f', '.', '-', '\u2011', '–', '\u2212', '\u200b', '\ufeff', '');
    const letters = fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z0-9]$/u), dress));
    fc.assert(
      fc.property(letters, (pairs) => {
        expect(undressed(pairs.flat().join(''))).toBe(pairs.map(([letter]) => letter).join(''));
      }),
    );
  });
});

describe('capitals', () => {
  test.each([
    ['ep-7k3m', 'EP-7K3M'],
    ['straße', 'STRAßE'],
    ['ıé', 'ıé'],
  ])('are given to a to z and to nothing else: %s', (typed, text) => {
    expect(inCapitals(typed)).toBe(text);
  });
});
