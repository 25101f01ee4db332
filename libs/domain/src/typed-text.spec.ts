import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inCapitals, nameFault, tidyEmail, tidyName, tidyPhone, undressed } from './typed-text.js';

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

/** Every character of Unicode with the property, found by asking. */
function allOf(property: RegExp): string[] {
  const found: string[] = [];
  for (let code = 0; code < 0x110000; code += 1) {
    const character = String.fromCodePoint(code);
    if (property.test(character)) found.push(character);
  }
  return found;
}

const unseen = allOf(/\p{Cf}|\p{Default_Ignorable_Code_Point}/u);
const turning = allOf(/\p{Bidi_Control}/u);
const spaces = allOf(/\p{Zs}/u);
const dashes = [...allOf(/\p{Pd}/u), '\u2212', '\u02d7', '\u2043'];
const into = (text: string, place: number, character: string): string =>
  text.slice(0, place) + character + text.slice(place);

describe('what is not seen', () => {
  test('is most of what Unicode calls format', () => {
    expect(unseen.length).toBeGreaterThan(200);
    expect(turning).toHaveLength(12);
    expect([spaces.length, dashes.length]).toEqual([17, expect.any(Number)]);
  });

  test('goes from numbers, wherever it stands: all of Unicode’s format characters, spaces and hyphens', () => {
    for (const character of [...unseen, ...spaces, ...dashes])
      for (const place of [0, 7, 14])
        expect(undressed(into('21690123100011', place, character))).toBe('21690123100011');
  });

  test('goes from e-mail addresses: format characters and spaces that the space bar does not type', () => {
    const email = 'jean-luc@exemple.fr';
    for (const character of [...unseen, ...spaces.filter((space) => space !== ' ')])
      for (const place of [0, 4, 8, 9, email.length]) expect(tidyEmail(into(email, place, character))).toBe(email);
    for (const dash of dashes) expect(tidyEmail(`jean${dash}luc@exemple.fr`)).toBe(email);
    expect(tidyEmail(' jean-luc@exemple.fr\r\n')).toBe(email);
    expect(tidyEmail('jean luc@exemple.fr')).toBe('jean luc@exemple.fr');
  });

  test('goes from telephone numbers, and their spaces and hyphens become plain', () => {
    for (const character of unseen) expect(tidyPhone(into('01 23 45', 4, character))).toBe('01 23 45');
    for (const space of spaces) expect(tidyPhone(`01${space}23`)).toBe('01 23');
    for (const dash of dashes) expect(tidyPhone(`01${dash}23`)).toBe('01-23');
  });

  test('goes from names, and their spaces and hyphens become plain', () => {
    for (const character of unseen.filter((one) => !turning.includes(one)))
      for (const place of [0, 5, 12]) expect(tidyName(into('Marie-Hélène', place, character))).toBe('Marie-Hélène');
    for (const space of spaces) expect(tidyName(`Marie${space}Hélène`)).toBe('Marie Hélène');
    for (const dash of dashes) expect(tidyName(`Marie${dash}Hélène`)).toBe('Marie-Hélène');
    expect(tidyName('O\u00b4Neil')).toBe("O'Neil");
    expect(tidyName('\u3164\u115f\u2800')).toBe('');
  });
});

describe('a name that others read', () => {
  test('turns no text: each mark that does is refused, wherever it stands', () => {
    for (const mark of turning)
      for (const place of [0, 3, 6]) expect(nameFault(tidyName(into('Dupont', place, mark)))).toBe('characters');
  });

  test.each([
    'exemple.fr',
    'Marie exemple.fr',
    'Exemple.Fr',
    'EXEMPLE.COM',
    'ex-a.fr',
    't.co',
    'пример.рф',
    'xn--a.xn--b',
    'exemple。fr',
    'exemple．fr',
    'exemple․fr',
    'www.exemple',
    'https://exemple',
    'https:exemple',
    'exemple/x',
    'a\\b',
    'marie@exemple',
    'exem\u200bple.\u00adfr',
  ])('holds no domain, address or link: %j', (typed) => {
    expect(nameFault(tidyName(typed))).toBe('name-link');
  });

  test.each(['-', '3', '.', "'", '- -', '12', '😀', '·'])('has a letter: %j has none', (typed) => {
    expect(nameFault(tidyName(typed))).toBe('name-letter');
  });

  test.each([
    'O',
    'Y',
    'Suharto',
    'J.Dupont',
    'J.-P.',
    'J. P.',
    'M.C. Dubois',
    'Marie-J.Dupont',
    'St. Clair',
    'Jr.',
    "d'Arc",
    'd’Arc',
    'Nguyễn',
    '李',
    'محمد',
    'O 2',
    'Élé.',
  ])('keeps people in: %s', (typed) => {
    expect(nameFault(tidyName(typed))).toBeUndefined();
  });
});
