import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { identifierFrom } from './identifier.js';
import {
  passwordRefusals,
  passwordRefusalTexts,
  type PasswordContext,
  type StrengthEstimate,
} from './password-policy.js';

const context: PasswordContext = {
  lastName: 'Lecœur-Béranger',
  firstName: 'Hélène',
  email: 'h.lecoeur@mairie-arpajon.example',
  siret: '21690123100011',
  establishmentName: 'Centre hospitalier d’Arpajon',
  identifier: 'EP-7K3M-Q2XD',
};
type Estimate = (password: string, contextWords: string[]) => StrengthEstimate;
const strong = (): StrengthEstimate => ({ guessesLog10: 14, common: false });
const judged = (password: string, own: Partial<PasswordContext> = {}, estimate: Estimate = strong) =>
  passwordRefusals(password, { ...context, ...own }, estimate, { minLength: 15 });

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
    expect(judged('cheval agrafe pile correcte', {}, () => estimate)).toEqual(refusals);
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
    expect(judged('helene', {}, () => ({ guessesLog10: 1, common: true }))).toEqual([
      'too-short',
      'too-common',
      'contains-context',
    ]);
    expect(judged(`helene${'x'.repeat(300)}`)).toEqual(['too-long', 'contains-context']);
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

  test('is judged alike composed and decomposed, without a throw, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (password) => {
        expect(judged(password.normalize('NFD'))).toEqual(judged(password.normalize('NFC')));
      }),
    );
  });

  test('with the first name anywhere in it is refused', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(judged(`${before}hélène${after}`)).toContain('contains-context');
      }),
    );
  });
});

describe('the sentence for a refusal', () => {
  test.each(Object.entries(passwordRefusalTexts))('is a sentence: %s', (_reason, text) => {
    expect(text({ length: 3, minLength: 15 })).toMatch(/^[A-Z].+\.$/u);
  });

  test.each([
    [11, 'Le mot de passe compte 11 caractères : il en faut 15 au moins.'],
    [1, 'Le mot de passe compte 1 caractère : il en faut 15 au moins.'],
  ])('says how long the password is and must be: %i', (length, sentence) => {
    expect(passwordRefusalTexts['too-short']({ length, minLength: 15 }).replaceAll('\u00a0', ' ')).toBe(sentence);
  });
});
