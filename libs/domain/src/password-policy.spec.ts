import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { identifierFrom } from './identifier.js';
import type { PasswordContext } from './context-words.js';
import { passwordRefusals, passwordRefusalTexts, type StrengthEstimate } from './password-policy.js';

const context: PasswordContext = {
  lastName: 'Lecœur-Béranger',
  firstName: 'Hélène',
  email: 'h.lecoeur@mairie-arpajon.example',
  siret: '21690123100011',
  establishmentName: 'Centre hospitalier d’Arpajon',
  identifier: 'EP-7K3M-Q2XD',
};
type Estimate = (password: string, contextWords: string[]) => StrengthEstimate;
const strong = (): StrengthEstimate => ({ guessesLog10: 14, common: false, commonWords: [] });
const refusalsOf = (password: string, own: Partial<PasswordContext> = {}, estimate: Estimate = strong) =>
  passwordRefusals(password, { ...context, ...own }, estimate, { minLength: 15 });
const judged = (...of: Parameters<typeof refusalsOf>) => refusalsOf(...of).map(({ code }) => code);
/** What of the context a password is refused for. */
const named = (password: string, own: Partial<PasswordContext> = {}) =>
  refusalsOf(password, own).flatMap(({ code, words }) => (code === 'contains-context' ? words : []));

describe('a password (R38)', () => {
  test.each([
    ['cheval agrafe pile correcte', 'a phrase'],
    ['cccccccccccccccc', 'without capital, digit or sign, when the estimate is content'],
    ['cheval agrafe pile correcte et un jardin vert sous la pluie 64 !', '64 characters'],
    ['x'.repeat(256), '256 characters'],
    ['пароль из многих слов', 'Cyrillic'],
    ['長い合言葉を覚えておくのは簡単です', 'Japanese'],
    ['x'.repeat(15), '15 characters'],
    ['une\u00a0nuit\u202fbleue et verte', 'no-break spaces'],
    ['🐴'.repeat(15), 'characters beyond the first plane'],
    ['   espaces devant ', 'spaces at both ends'],
  ])('« %s » is accepted (%s)', (password) => {
    expect(judged(password)).toEqual([]);
  });

  test.each([
    ['x'.repeat(14), ['too-short']],
    ['🐴'.repeat(14), ['too-short']],
    ['e\u0301'.repeat(14), ['too-short']],
    ['', ['too-short']],
    ['x'.repeat(257), ['too-long']],
    ['x'.repeat(10_000), ['too-long']],
    ['🐴'.repeat(256), []],
    ['🐴'.repeat(257), ['too-long']],
    ['\uFDFA'.repeat(342), ['too-long']],
  ])('is measured in characters of its NFC form: %#', (password, refusals) => {
    expect(judged(password)).toEqual(refusals);
  });

  test.each([
    [{ guessesLog10: 14, common: true }, ['too-common']],
    [{ guessesLog10: 9.99, common: false }, ['too-common']],
    [{ guessesLog10: 10, common: false }, []],
  ])('judged as %j gives %j', (estimate, refusals) => {
    const estimated = { ...estimate, commonWords: [] };
    expect(judged('cheval agrafe pile correcte', {}, () => estimated)).toEqual(refusals);
  });

  test.each([
    'je suis HELENE et voila',
    'he\u0301le\u0300ne au jardin vert',
    'lecoeur a ses raisons',
    'BÉRANGER chante ce soir',
    'h.lecoeur@mairie-arpajon.example',
    'ecrire a H.Lecoeur demain',
    'numero 21690123100011',
    'numero 216 901 231 00011',
    'numero 216-901-231 zut',
    'mon identifiant EP-7K3M-Q2XD',
    'sans prefixe 7k3mq2xd oui',
    'une nuit au centre ville',
    'les toits d’ARPAJON rouges',
    'quatre parcours de golf',
    'ＰＡＲＣＯＵＲＳ de golf bleu',
  ])('that holds what one knows of the person is refused: « %s »', (password) => {
    expect(judged(password)).toEqual(['contains-context']);
  });

  test.each([
    ['le lundi on danse bien', { lastName: 'Le', firstName: 'On' }],
    ['a la bonne heure alors', { email: 'a@b.fr' }],
    ['une foi des plus belles', { establishmentName: 'Foi des 3 EHPAD' }],
    ['une nuit des plus belles', { establishmentName: null, email: '', siret: '', lastName: '', firstName: '' }],
    ['trois bateaux bien verts', { identifier: '' }],
  ])('is not refused for words too short to mean anybody: « %s »', (password, own) => {
    expect(judged(password, own)).toEqual([]);
  });

  test.each(['EP-ABCD-EFGH', 'ep abcd efgh', 'epabcdefgh', 'ABCD-EFGH', 'abcdefgh', 'ab cd ef gh'])(
    'that holds an identifiant without any digit is refused, however it is written: « %s »',
    (written) => {
      const password = `mon mot est ${written} voila`;
      expect(judged(password, { identifier: 'EP-ABCD-EFGH' })).toEqual(['contains-context']);
    },
  );

  test('that holds an identifiant is refused, whichever was allotted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }).map(identifierFrom), (identifier) => {
        expect(judged(`mon mot est ${identifier} voila`, { identifier })).toEqual(['contains-context']);
      }),
      { examples: [[identifierFrom(Uint8Array.of(255, 255, 255, 255, 255))]] },
    );
  });

  test('is told every reason at once', () => {
    const easy = { guessesLog10: 1, common: true, commonWords: [] };
    expect(judged('helene', {}, () => easy)).toEqual(['too-short', 'too-common', 'contains-context']);
    expect(judged(`helene\t${'x'.repeat(300)}`)).toEqual(['characters', 'too-long']);
  });

  test('is told a word that it can leave out only where a word is the reason', () => {
    expect(refusalsOf('\thelene')).toEqual([
      { code: 'too-short', words: [] },
      { code: 'characters', words: [] },
      { code: 'contains-context', words: ['Hélène'] },
    ]);
  });

  test('is not estimated when it is too long to be worth the time', () => {
    const never = () => {
      throw new Error('asked');
    };
    expect(judged('x'.repeat(5_000), {}, never)).toEqual(['too-long']);
  });

  test('is estimated knowing what one knows of the person', () => {
    const asked: [string, string[]][] = [];
    judged('cheval agrafe pile correcte', {}, (password, words) => {
      asked.push([password, words]);
      return strong();
    });
    const known = ['parcours', 'lecoeur', 'helene', 'arpajon', '21690123100011', '216901231', 'ep7k3mq2xd', '7k3mq2xd'];
    expect(asked).toEqual([['cheval agrafe pile correcte', expect.arrayContaining(known)]]);
  });

  test('is judged as it is prepared: a no-break space is a space', () => {
    const asked: string[] = [];
    judged('une\u00a0nuit\u202fbleue et verte', {}, (password) => {
      asked.push(password);
      return strong();
    });
    expect(asked).toEqual(['une nuit bleue et verte']);
  });

  test.each([
    'une nuit\tbleue et verte',
    'une nuit bleue\u0085et verte',
    'une nuit bleue \u{10fffe} verte',
    'une nuit bleue \udc00 verte',
  ])('with a character that no keyboard types again is refused, in words: %j', (password) => {
    expect(judged(password)).toEqual(['characters']);
  });

  test('is judged alike composed and decomposed, without a throw, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (password) => {
        expect(judged(password.normalize('NFD'))).toEqual(judged(password.normalize('NFC')));
      }),
    );
  });

  test('with the first name as a word anywhere in it is refused, and told so', () => {
    const around = fc.string({ unit: fc.constantFrom(...'abcé -_.!42') });
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(named(`${before} hélène ${after}`)).toContain('Hélène');
      }),
    );
  });

  test('is not refused for a name within a longer word', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'bcdfgjkmpqvwxz'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(letters, letters, fc.constantFrom('helene', 'dupont', 'arpajon'), (before, after, name) => {
        expect(named(`une ${before}${name}${after} bleue`, { lastName: 'Dupont' })).toEqual([]);
      }),
    );
  });

  test.each<[string, Partial<PasswordContext>, string[]]>([
    ['les bananes sont mûres', { firstName: 'Ana', lastName: 'Martin' }, []],
    ['une banane trop mûre', { firstName: 'Ana', lastName: 'Nane' }, []],
    ['une cabane pour ana ici', { firstName: 'Ana', lastName: 'Martin' }, ['Ana']],
    ['les rieurs des bords', { lastName: 'Des Roches', firstName: 'Luc' }, []],
    ['chasseurs des roches', { lastName: 'Des Roches', firstName: 'Luc' }, ['Des Roches']],
    ['monsieur desroches rit', { lastName: 'Des Roches', firstName: 'Luc' }, ['Des Roches']],
    ['sous le pont du pont neuf', { lastName: 'Dupont', firstName: 'Luc' }, []],
    ['parcourir les bois verts', {}, []],
    ['danse pour tous ce soir', { establishmentName: 'Maison pour tous' }, []],
    ['marie.dupont2024', { lastName: 'Dupont', firstName: 'Marie' }, ['Marie Dupont']],
    ['Dupont-Marie-1984', { lastName: 'Dupont', firstName: 'Marie' }, ['Dupont Marie']],
    ['mariedupont+1984', { lastName: 'Dupont', firstName: 'Marie' }, ['Marie Dupont']],
    ['MarieDupont#1984', { lastName: 'Dupont', firstName: 'Marie' }, ['Marie Dupont']],
    ['M4rie_Dup0nt_84', { lastName: 'Dupont', firstName: 'Marie' }, ['Marie Dupont']],
    ['marrie et les chats', { lastName: 'Dupont', firstName: 'Marie' }, ['Marie']],
    ['dupontdupontdupont', { lastName: 'Dupont', firstName: 'Marie' }, ['Dupont']],
    ['anali mange du pain', { lastName: 'Li', firstName: 'Ana' }, ['Ana Li']],
    ['numero 690123 en vert', {}, ['690123']],
    ['numero 216 901 231 et', {}, ['216901231']],
    ['les oies de Trifouillis', { city: 'Trifouillis-les-Oies' }, ['Trifouillis', 'Oies']],
    ['il pleut sur saint denis', { city: 'Saint-Denis' }, ['Saint-Denis']],
    ['il neige sur un saint bleu', { city: 'Saint-Denis' }, []],
    ['h.lecoeur@mairie-arpajon.example', {}, ['h.lecoeur@mairie-arpajon.example']],
  ])('« %s » of %j is refused for %j', (password, own, words) => {
    expect(named(password, own)).toEqual(words);
  });
});

describe('the sentence for a refusal', () => {
  test.each(Object.entries(passwordRefusalTexts))('is a sentence: %s', (_reason, text) => {
    for (const words of [[], ['un'], ['un', 'deux']]) {
      expect(text({ length: 3, minLength: 15, words })).toMatch(/^[A-Z].+\.$/u);
    }
  });

  test.each([
    [11, 'Le mot de passe compte 11 caractères : il en faut 15 au moins.'],
    [1, 'Le mot de passe compte 1 caractère : il en faut 15 au moins.'],
  ])('says how long the password is and must be: %i', (length, sentence) => {
    expect(passwordRefusalTexts['too-short']({ length, minLength: 15, words: [] }).replaceAll('\u00a0', ' ')).toBe(
      sentence,
    );
  });

  test('says which word', () => {
    const plain = (code: 'too-common' | 'contains-context', words: string[]) =>
      passwordRefusalTexts[code]({ length: 20, minLength: 15, words }).replaceAll('\u00a0', ' ');
    expect(plain('contains-context', ['Marie', 'Dupont'])).toBe(
      'Le mot de passe contient « Marie » et « Dupont », que l’on devine en vous connaissant : choisissez d’autres mots.',
    );
    expect(plain('too-common', [])).toBe(
      'Ce mot de passe est trop facile à deviner : choisissez une phrase de plusieurs mots.',
    );
    expect(plain('too-common', ['azerty'])).toBe(
      'Ce mot de passe est trop facile à deviner, car « azerty » est parmi les premiers essais : choisissez une phrase d’autres mots.',
    );
    expect(plain('too-common', ['mot de passe', '2024'])).toBe(
      'Ce mot de passe est trop facile à deviner, car « mot de passe » et « 2024 » sont parmi les premiers essais : choisissez une phrase d’autres mots.',
    );
  });
});
