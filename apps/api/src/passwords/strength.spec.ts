import { describe, expect, test } from '@jest/globals';
import { dictionary as lists } from '@zxcvbn-ts/language-common';
import fc from 'fast-check';
import { withoutCommonWords } from './common-words.js';
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

  test.each(
    [
      ...['MotDePasse2024!!', 'M0tD3P4ss32024!!', 'MoottDeePassse2024', 'Mot-De-Passe-2024!', 'mot de passe 2024 !'],
      ...[
        'MonMotDePasse2024',
        'JeSuisUnMotDePasse1',
        'motdepasse-bonjour-2024',
        'Bonjour2024Bonjour!',
        'Azerty123456789!',
      ],
      ...['AzertyQwerty2024!', 'aazzeerrttyy2024', 'azqswxedcvfr1234', 'a1z2e3r4t5y6u7i8', '1qaz2wsx3edc4rfv'],
      ...['Ete2024Hiver2025!', 'Automne-2024-Hiver', 'Septembre/2024/2025', 'Lundi01Janvier2024', 'Mairie2024Mairie!'],
      ...['JeTAime2024JeTAime', 'Doudou2024Loulou!!', 'Soleil2024Soleil!', 'Girafe2024Girafe!', 'marie.dupont2024'],
      ...['prenom.nom@exemple.fr', 'une phrase de quatre ou cinq mots', 'une phrase de plusieurs mots'],
      ...['MotDePasseDuService1', 'identifiant-mot-de-passe', 'ParcoursParcours2024', '1qazxsw23edcvfr4'],
    ].map((password) => [password]),
  )('the commonest words, years, keyboards and repeated words: « %s » is easy (R38)', (password) => {
    const { guessesLog10, common } = estimateStrength(password, ['dupont', 'marie', 'marie.dupont']);
    expect(common || guessesLog10 < 10).toBe(true);
  });

  test.each([
    'mon mot de passe est une girafe violette',
    'les bananes mûrissent au soleil',
    'brouette lundi saxophone marée',
    'quatre hérons lisent au grenier',
    'bonjour les hérons du grenier violet',
  ])('the commonest words are welcome in a long passphrase: « %s »', (password) => {
    expect(guesses(password)).toBeGreaterThan(12);
  });

  test('what everybody tries first is told', () => {
    expect(estimateStrength('M0tD3Pass3-2024-mot de passe', []).commonWords).toEqual(['mot de passe', '2024']);
    expect(estimateStrength('cheval-pile-agrafe-correct', []).commonWords).toEqual([]);
  });

  test('each long password of the bundled lists of common ones is easy', () => {
    const long = Object.entries<(string | number)[]>(lists)
      .flatMap(([name, words]) => (name.startsWith('passwords') ? words.map(String) : []))
      .filter((word) => word.length >= 12);
    expect(long.length).toBeGreaterThan(100);
    const hard = (word: string) => {
      const { common, guessesLog10 } = estimateStrength(word, []);
      return !common && guessesLog10 >= 10;
    };
    expect(long.filter(hard)).toEqual([]);
  });

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

describe('a password without its common words', () => {
  test('is itself where it has none', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'bdfghjknqvx-_ é🦩'), { maxLength: 40 }), (characters) => {
        const password = characters.join('');
        expect(withoutCommonWords(password)).toEqual({ rest: password, found: [] });
      }),
    );
  });

  test('is never longer, keeps what stands around them, and throws at nothing', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(anything, anything, (before, after) => {
        const { rest } = withoutCommonWords(`${before} MotDePasse ${after}`);
        expect([...rest].length).toBeLessThanOrEqual([...`${before} 1 ${after}`].length);
      }),
    );
  });

  test('loses the word whatever stands around it, and nothing else', () => {
    const around = fc.string({ unit: fc.constantFrom(...'bkqx -#é🦩') });
    fc.assert(
      fc.property(around, around, (before, after) => {
        const { rest, found } = withoutCommonWords(`${before}|MotDePasse|${after}`);
        expect(found).toEqual(['mot de passe']);
        expect(rest.startsWith(`${before}|`) && rest.endsWith(`|${after}`)).toBe(true);
      }),
    );
  });

  test('is the same however the word is dressed: case, accents, digits, doubled letters, separators', () => {
    const dress = (word: string) =>
      fc
        .array(fc.tuple(fc.boolean(), fc.boolean(), fc.constantFrom('', '-', ' ', '.')), {
          minLength: 12,
          maxLength: 12,
        })
        .map((ways) =>
          [...word]
            .map((letter, index) => {
              const [capital, doubled, between] = ways[index] ?? [false, false, ''];
              const one = capital ? letter.toUpperCase() : letter;
              return `${one}${doubled ? one : ''}${index < word.length - 1 ? between : ''}`;
            })
            .join(''),
        );
    fc.assert(
      fc.property(
        fc.constantFrom('motdepasse', 'm0td3p4ss3', 'azerty', 'bonjour', 'b0nj0ur', 's0l3il').chain(dress),
        (word) => {
          expect([...withoutCommonWords(word).rest]).toHaveLength(1);
        },
      ),
    );
  });
});
