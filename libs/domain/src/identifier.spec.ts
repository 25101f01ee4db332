import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { identifierFrom, parseIdentifier } from './identifier.js';
import { parseSiret } from './siret.js';

const identifiers = fc.uint8Array({ minLength: 5, maxLength: 5 }).map(identifierFrom);

describe('an identifiant', () => {
  test('is EP-XXXX-XXXX in Crockford’s base 32', () => {
    expect(identifierFrom(Uint8Array.of(0x42, 0x54, 0xb6, 0x35, 0xcf))).toBe('EP-89AB-CDEF');
  });

  test.each([
    'EP-89AB-CDEF',
    'ep-89ab-cdef',
    'EP89ABCDEF',
    ' ep 89ab cdef ',
    'EP–89AB—CDEF',
    'EP.89AB.CDEF',
    'ＥＰ－８９ＡＢ－ＣＤＥＦ',
  ])('is read from « %s »', (typed) => {
    expect(parseIdentifier(typed)).toBe('EP-89AB-CDEF');
  });

  test('is read with look-alike letters', () => {
    expect(parseIdentifier('EP-OoIi-Ll01')).toBe('EP-0011-1101');
  });

  test.each([
    '',
    'EP',
    '89AB-CDEF',
    'EP-89AB-CDE',
    'EP-89AB-CDEFG',
    'PRC-89AB-CDEF',
    'EP-UUUU-UUUU',
    'EP-89AB-CD\u0000F',
    'EP-89AB-CDß',
    'EP-89AB-CDEı',
    'EP-89AB-CDEF@mairie.example',
  ])('is not « %s »', (typed) => {
    expect(parseIdentifier(typed)).toBeUndefined();
  });

  test('that was allotted is read as itself', () => {
    fc.assert(fc.property(identifiers, (identifier) => expect(parseIdentifier(identifier)).toBe(identifier)));
  });

  test('never looks like an e-mail or a SIRET (R37)', () => {
    fc.assert(
      fc.property(identifiers, (identifier) => {
        expect(identifier).not.toContain('@');
        expect(parseSiret(identifier)).toHaveProperty('error');
      }),
    );
  });

  const looksLikeSomethingElse = fc.oneof(
    fc.emailAddress(),
    fc.tuple(identifiers, fc.domain()).map(([identifier, domain]) => `${identifier}@${domain}`),
    fc.stringMatching(/^[0-9]{14}$/u),
    fc.stringMatching(/^[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{5}$/u),
  );

  test('is never read out of an e-mail or a SIRET (R37)', () => {
    fc.assert(
      fc.property(looksLikeSomethingElse, (typed) => {
        expect(parseIdentifier(typed)).toBeUndefined();
      }),
    );
  });
});
