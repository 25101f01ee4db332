import { expect, test } from '@jest/globals';
import { isSameName } from './person-name.js';

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
