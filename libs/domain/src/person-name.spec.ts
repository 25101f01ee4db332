import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fullName, isSameName, shownName } from './person-name.js';

test.each([
  ['Jean-Pierre', 'jean pierre'],
  ['Éléonore', 'ELEONORE'],
  ['d’Arc', "D'ARC"],
  ['Lecœur', 'LECOEUR'],
  ['Nguyễn', 'Nguyen'],
  ['Le  Goff', 'LeGoff'],
])('R36 %s and %s are one name', (one, other) => {
  expect(isSameName(one, other)).toBe(true);
});

test.each([
  ['Jean', 'Jean-Pierre'],
  ['Martin', 'Martins'],
  ['Durand', 'Dupont'],
  ['-', ' '],
  ['Zoé', 'Zo'],
])('R36 %s and %s are not', (one, other) => {
  expect(isSameName(one, other)).toBe(false);
});

test('R36 names without a letter, which were accepted once, are found by what they are', () => {
  expect(isSameName('-', '-')).toBe(true);
  expect(isSameName('3', '3 ')).toBe(true);
  expect(isSameName('3', '4')).toBe(false);
  expect(isSameName('-', 'Jean')).toBe(false);
  expect(isSameName('', '')).toBe(false);
});

describe('a name is shown tidied', () => {
  test.each([
    ['MARIE', 'Marie'],
    ['DUPONT-MARTIN', 'Dupont-Martin'],
    ['dupont-martin', 'Dupont-Martin'],
    ['JEAN PIERRE', 'Jean Pierre'],
    ['J.-P.', 'J.-P.'],
    ['jean-luc', 'Jean-Luc'],
    ['ÉLÉONORE', 'Éléonore'],
    ['élise', 'Élise'],
    ['D’ARC', 'd’Arc'],
    ["d'arc", "d'Arc"],
    ['DE LA FONTAINE', 'de La Fontaine'],
    ['DU BELLAY', 'du Bellay'],
    ['DE GAULLE', 'de Gaulle'],
    ['LE GOFF', 'Le Goff'],
    ['LE ROND D’ALEMBERT', 'Le Rond d’Alembert'],
    ['DUPONT DE NEMOURS', 'Dupont de Nemours'],
    ['DE', 'De'],
    ['O’NEIL', 'O’Neil'],
    ["o'neil", "O'Neil"],
    ["N'GUESSAN", "N'Guessan"],
    ['L’HERMITE', 'L’Hermite'],
    ['MACDONALD', 'MacDonald'],
    ['MACRON', 'Macron'],
    ['MAC-MAHON', 'Mac-Mahon'],
    ['mcdonald', 'McDonald'],
    ['NGUYỄN', 'Nguyễn'],
    ['ΠΑΠΑΔΌΠΟΥΛΟΣ', 'Παπαδόπουλος'],
    ['O', 'O'],
    ['y', 'Y'],
    ['JP', 'JP'],
    ['李', '李'],
    ['-', '-'],
  ])('%s → %s', (typed, shown) => {
    expect(shownName(typed)).toBe(shown);
  });

  test.each(['McDONALD', 'Marie DUPONT', 'van der Berg', 'De Smet', 'LeGoff', 'd’Arc', 'J. Dupont'])(
    'and left as its owner wrote it when it has capitals and small letters: %s',
    (typed) => {
      expect(shownName(typed)).toBe(typed);
    },
  );

  test('as first and last name: « Marie Dupont-Martin »', () => {
    expect(fullName({ firstName: 'MARIE', lastName: 'dupont-martin' })).toBe('Marie Dupont-Martin');
  });

  test.each([
    ['J.Dupont', 'J. Dupont'],
    ['exemple.fr', 'Exemple. Fr'],
    ['Gagnez sur t.co', 'Gagnez sur t. co'],
  ])('without what a mail program takes for a link: %s → %s', (typed, shown) => {
    expect(shownName(typed)).toBe(shown);
  });

  test('and is the same name still, shown the same again', () => {
    const letters = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿœŒ '’.-]{1,30}$/u);
    fc.assert(
      fc.property(
        fc.oneof(
          letters,
          letters.map((name) => name.toUpperCase()),
          letters.map((name) => name.toLowerCase()),
        ),
        (name) => {
          const shown = shownName(name);
          if (/\p{L}/u.test(name)) expect(isSameName(shown, name)).toBe(true);
          expect(shown).not.toMatch(/\p{L}\.\p{L}/u);
        },
      ),
    );
  });
});
