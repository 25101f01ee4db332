import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatSiret, parseSiret, siretErrors } from './siret.js';

/** Of the ten last digits one fits: found by trying, so that the test does not repeat the rule. */
function withKey(start: string, fits: (text: string) => boolean): string {
  const found = Array.from({ length: 10 }, (_, key) => start + key).filter(fits);
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}
const errorOf = (typed: string) => {
  const answer = parseSiret(typed);
  return 'error' in answer ? answer.error : null;
};
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`, 'u'));

/** Any SIRET but La Poste's, which has a rule of its own. */
const sirets = fc
  .tuple(digits(8), digits(4))
  .filter(([siren]) => siren !== '35600000')
  .map(([start, place]) => {
    const siren = withKey(start, (text) => errorOf(`${text}00000`) !== 'siren-key');
    return withKey(siren + place, (text) => errorOf(text) === null);
  });

const changed = (siret: string, place: number, shift: number) =>
  siret.slice(0, place) + ((Number(siret.charAt(place)) + shift) % 10) + siret.slice(place + 1);

describe('a SIRET', () => {
  test.each([
    ['21690123100011', 'as it is stored'],
    ['216 901 231 00011', 'with spaces'],
    ['216\u00a0901\u202f231\u00a000011', 'with no-break spaces'],
    ['216.901.231.00011', 'with dots'],
    ['216-901–231—00011', 'with dashes of all kinds'],
    ['２１６９０１２３１０００１１', 'in full-width digits'],
    ['\t21690123100011\r\n', 'between white space'],
    ['\u202a21690123100011\u202c\u200b', 'with the invisible marks of a spreadsheet'],
  ])('is read %s (%s)', (typed) => {
    expect(parseSiret(typed)).toEqual({ siret: '21690123100011' });
  });

  test.each([
    ['', 'siret-length'],
    ['2169012310001', 'siret-length'],
    ['216901231000111', 'siret-length'],
    ['216901231', 'siret-length'],
    ['2169012310001é', 'siret-characters'],
    ['216/901/231/00011', 'siret-characters'],
    ['SIRET 21690123100011', 'siret-characters'],
    ['marie@exemple.fr', 'siret-characters'],
    ['٢١٦٩٠١٢٣١٠٠٠١١', 'siret-characters'],
    ['2169012310001\u0000', 'siret-characters'],
    ['MC123456789012', 'siret-monaco'],
    ['mc 123 456 789 012', 'siret-monaco'],
    ['2169012310001O', 'siret-characters'],
    ['2I69O123100011', 'siret-characters'],
    ['21690123200010', 'siren-key'],
    ['21690123100012', 'siret-key'],
    ['88974287600009', 'siren-key'],
  ])('is refused: « %s » has %s', (typed, error) => {
    expect(parseSiret(typed)).toEqual({ error });
  });

  test.each([
    ['35600000000048', 'head office, by Luhn', true],
    ['35600000049837', 'another establishment, by the sum of its digits', true],
    ['35600000049838', 'a sum that is no multiple of 5', false],
    ['35600000049337', 'a typing error of 5 that the sum cannot see', true],
    ['35600000000047', 'one digit from the head office, by the sum of its digits', true],
    ['35600000000030', 'another establishment that only Luhn would accept', false],
  ])('of La Poste follows its own rule: %s (%s)', (typed, _why, accepted) => {
    expect(parseSiret(typed)).toEqual(accepted ? { siret: typed } : { error: 'siret-key' });
  });

  test('with any one digit changed is refused', () => {
    fc.assert(
      fc.property(sirets, fc.nat(13), fc.integer({ min: 1, max: 9 }), (siret, place, shift) => {
        expect(parseSiret(changed(siret, place, shift))).toHaveProperty('error');
      }),
    );
  });

  test('of La Poste with one digit changed is refused too, but for those its rule of five cannot see', () => {
    const anyChange = [fc.constantFrom(...Array(14).keys()), fc.integer({ min: 1, max: 9 })] as const;
    fc.assert(
      fc.property(...anyChange, (place, shift) => {
        const blind = place > 8 && shift === 5;
        expect(errorOf(changed('35600000049837', place, shift)) === null).toBe(blind);
      }),
    );
  });

  test.each(['21690123100011', '21920023500394', '13000548111629', '38529030900454', '99990001200017'])(
    'of the demo is valid: %s',
    (siret) => {
      expect(parseSiret(siret)).toEqual({ siret });
    },
  );

  test('is read back from the form it is shown in, on one line', () => {
    expect(formatSiret('21690123100011')).toBe('216\u00a0901\u00a0231\u00a000011');
    fc.assert(fc.property(sirets, (siret) => expect(parseSiret(formatSiret(siret))).toEqual({ siret })));
  });

  test('is answered for whatever is typed, with a sentence for each error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const answer = parseSiret(typed);
        if ('error' in answer) expect(siretErrors[answer.error](typed)).toMatch(/\.$/u);
        else expect(answer.siret).toMatch(/^[0-9]{14}$/u);
      }),
    );
  });

  test.each([
    ['', 'Le SIRET compte 14 chiffres : saisissez-les.'],
    ['216 901 231 0001', 'Le SIRET compte 14 chiffres : il en manque un.'],
    ['216 901 231 00', 'Le SIRET compte 14 chiffres : il en manque 3.'],
    [
      '216 901 231',
      'Vous avez saisi un SIREN (9 chiffres) : le SIRET compte 5 chiffres de plus, propres à l’établissement.',
    ],
    ['216 901 231 000111', 'Le SIRET compte 14 chiffres : il y en a un de trop.'],
    ['216 901 231 00011123', 'Le SIRET compte 14 chiffres : il y en a 3 de trop.'],
  ])('of another length says how many digits are missing or too many: « %s »', (typed, sentence) => {
    expect(siretErrors['siret-length'](typed).replaceAll('\u00a0', ' ')).toBe(sentence);
  });
});

test.each([
  [
    '21690123200010',
    'siren-key',
    'Ce SIRET n’existe pas : clé incorrecte dans les 9 premiers chiffres, vérifiez votre saisie.',
  ],
  [
    '21690123100012',
    'siret-key',
    'Ce SIRET n’existe pas : clé incorrecte dans les 5 derniers chiffres, vérifiez votre saisie.',
  ],
  [
    'MC123456789012',
    'siret-monaco',
    'Ce numéro contient des lettres, comme ceux attribués à Monaco : seuls les SIRET de 14 chiffres sont acceptés ici.',
  ],
  ['/2169012310001O', 'siret-characters', 'Le SIRET ne compte que des chiffres.'],
  ['O2169012310001/', 'siret-characters', 'Le SIRET ne compte que des chiffres.'],
] as const)('%s is told what is wrong with it, and no more', (typed, error, sentence) => {
  expect(parseSiret(typed)).toEqual({ error });
  expect(siretErrors[error](typed).replaceAll('\u00a0', ' ')).toBe(sentence);
});

test.each([
  ['2169012310001O', 'siret-characters', 'vous avez saisi la lettre « O », peut-être pour le chiffre zéro.'],
  ['2l690123100011', 'siret-characters', 'vous avez saisi la lettre « l », peut-être pour le chiffre un.'],
  ['216 901 231', 'siret-length', 'Vous avez saisi un SIREN (9 chiffres)'],
] as const)('%s is told what was typed for it', (typed, error, sentence) => {
  expect(parseSiret(typed)).toEqual({ error });
  expect(siretErrors[error](typed)).toContain(sentence);
});
