import { describe, expect, test } from '@jest/globals';
import { estimateStrength } from './strength.js';

const guesses = (password: string) => estimateStrength(password, ['dupont', 'marie']).guessesLog10;

describe('how hard a password is to guess', () => {
  test.each([
    ['months in a row', 'janvierfévriermars'],
    ['days in a row, English', 'mondaytuesdaywednesday'],
    ['words of several small lists', 'lundi-septembre'],
    ['planets, digits for letters', 'm3rcur3-v3nus-t3rr3'],
    ['every letter of two words that can be is a digit, beside a doubled one', 'd1r3c73ur-v13nn3n7'],
    ['a common password written twice, digits for letters', 'P4ssw0rd!P4ssw0rd!'],
  ])('%s: easy', (_what, password) => expect(guesses(password)).toBeLessThan(10));

  test.each([
    ['a sentence', 'Le petit chat dort sur le toit'],
    ['words drawn by lot', 'cheval-pile-agrafe-correct'],
    ['random characters', 'xK9#mQ2$vL7@pW4!zR8&'],
  ])('%s: hard', (_what, password) => expect(guesses(password)).toBeGreaterThan(12));

  test('a common password is known as such', () => {
    expect(estimateStrength('qwertyuiop', []).common).toBe(true);
    expect(estimateStrength('cheval-pile-agrafe-correct', []).common).toBe(false);
  });
});
