import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskEmail } from './mask.js';

describe('a masked address', () => {
  test.each([
    ['marie@exemple.fr', 'm•••@exemple.fr'],
    ['m@exemple.fr', 'm•••@exemple.fr'],
    ['élise.d@mairie.example', 'é•••@mairie.example'],
    ['𝒜da@exemple.fr', '𝒜•••@exemple.fr'],
    ['"a@b"@exemple.fr', '"•••@exemple.fr'],
    ['@exemple.fr', '•••@exemple.fr'],
    ['no address', '•••'],
  ])('of %s is %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });

  test('reveals neither the length nor the rest of what stands before the @', () => {
    const rest = fc.string({ unit: 'grapheme' });
    const domain = fc.domain();
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]$/u), rest, rest, domain, (first, one, other, at) => {
        expect(maskEmail(`${first}${one}@${at}`)).toBe(maskEmail(`${first}${other}@${at}`));
      }),
    );
  });
});
