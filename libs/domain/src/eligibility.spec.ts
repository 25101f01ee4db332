import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { eligibility, legalCategoryLabel, type EligibilityCase, type EligibilityPolicy } from './eligibility.js';

const file = new URL('../../../data/legal-categories.json', import.meta.url);
const policy = JSON.parse(readFileSync(file, 'utf8')) as EligibilityPolicy;
const demo = JSON.parse(readFileSync(new URL('establishments.json', file), 'utf8')) as {
  establishments: { legalCategory: string }[];
};
const withOverrides: EligibilityPolicy = { ...policy, overrides: { '216901231': 'refuse', '552032534': 'allow' } };

const lyon: EligibilityCase = {
  siret: '21690123100011',
  legalCategory: '7210',
  open: true,
  unitOpen: true,
  diffusible: true,
};
const danone: EligibilityCase = { ...lyon, siret: '55203253400646', legalCategory: '5599' };
const { unitOpen: _unsaid, ...lyonAlone } = lyon;
const notEligible = 'establishment-not-eligible';
const states = fc.constantFrom(true, false, null);

describe('eligibility (F2)', () => {
  test.each([
    ['7210', 'yes', 'legal-category:7210'],
    ['4110', 'review', 'legal-category:4110'],
    ['8110', 'review', 'exception:8110'],
    ['5546', 'review', 'exception:5546'],
    ['5599', 'no', 'default'],
    ['5710', 'no', 'default'],
    ['1000', 'no', 'default'],
    ['9220', 'no', 'default'],
    ['7999', 'review', 'unknown-category'],
    ['4999', 'review', 'unknown-category'],
    ['', 'review', 'unknown-category'],
    ['72', 'review', 'unknown-category'],
    ['72100', 'review', 'unknown-category'],
    [' 7210', 'review', 'unknown-category'],
    ['７２１０', 'review', 'unknown-category'],
    ['constructor', 'review', 'unknown-category'],
    ['__proto__', 'review', 'unknown-category'],
  ])('of category « %s » is %s, by the rule %s', (legalCategory, access, rule) => {
    const reason = access === 'no' ? { reason: notEligible } : {};
    expect(eligibility({ ...lyon, legalCategory }, policy)).toEqual({ access, rule, ...reason });
  });

  test.each([
    ['a closed establishment', { ...lyon, open: false }],
    ['an establishment of a closed unit', { ...lyon, unitOpen: false }],
    ['a closed establishment that is not diffusible', { ...lyon, open: false, diffusible: false }],
    ['a closed establishment that a deployment allows', { ...danone, open: false }],
  ])('of %s is no, as closed', (_what, establishment) => {
    const verdict = { access: 'no', rule: 'closed', reason: 'establishment-closed' };
    expect(eligibility(establishment, withOverrides)).toEqual(verdict);
  });

  test('is reviewed by a person when the directory holds back who it is', () => {
    const verdict = { access: 'review', rule: 'not-diffusible' };
    expect(eligibility({ ...lyon, diffusible: false }, policy)).toEqual(verdict);
    expect(eligibility({ ...danone, diffusible: false }, policy)).toEqual(verdict);
  });

  test('follows a deployment’s own list before the category', () => {
    expect(eligibility(danone, withOverrides)).toEqual({ access: 'yes', rule: 'override:allow' });
    expect(eligibility({ ...danone, diffusible: false }, withOverrides).rule).toBe('override:allow');
    expect(eligibility(lyon, withOverrides)).toEqual({ access: 'no', rule: 'override:refuse', reason: notEligible });
  });

  test('takes a unit to be open when nothing is said of it', () => {
    expect(eligibility(lyonAlone, policy)).toEqual({ access: 'yes', rule: 'legal-category:7210' });
  });

  test('prefers the list of categories to the named exceptions', () => {
    const both = { ...policy, exceptions: { ...policy.exceptions, '7210': 'no' as const } };
    expect(eligibility(lyon, both)).toEqual({ access: 'yes', rule: 'legal-category:7210' });
  });

  test('follows a list by SIREN, for each establishment of the unit and for no other', () => {
    expect(eligibility({ ...danone, siret: '55203253400018' }, withOverrides).rule).toBe('override:allow');
    expect(eligibility({ ...danone, siret: '55203253300646' }, withOverrides).rule).toBe('default');
  });

  test('is no yes for any of the 10 000 codes that the file does not list with yes', () => {
    const codes = Array.from({ length: 10_000 }, (_, code) => String(code).padStart(4, '0'));
    const yes = codes.filter((legalCategory) => eligibility({ ...lyon, legalCategory }, policy).access === 'yes');
    expect(yes).toEqual(policy.categories.flatMap(({ code, access }) => (access === 'yes' ? [code] : [])).sort());
  });

  test('is yes only for a category listed with yes, or by override', () => {
    const listed = policy.categories.filter(({ access }) => access === 'yes').map(({ code }) => code);
    const codes = fc.oneof(fc.stringMatching(/^[0-9]{4}$/u), fc.string(), fc.constantFrom(...listed));
    fc.assert(
      fc.property(codes, states, states, fc.boolean(), (legalCategory, open, unitOpen, diffusible) => {
        const { access } = eligibility({ ...lyon, legalCategory, open, unitOpen, diffusible }, policy);
        expect(access === 'yes').toBe(
          open === true && unitOpen === true && diffusible && listed.includes(legalCategory),
        );
      }),
    );
  });
});

describe('the label of a legal category', () => {
  test('is INSEE’s, or null when the file does not hold the code', () => {
    expect(legalCategoryLabel('7210', policy)).toBe('Commune et commune nouvelle');
    expect(legalCategoryLabel('5599', policy)).toBe('Société anonyme à conseil d’administration');
    for (const code of ['5999', '', 'constructor']) expect(legalCategoryLabel(code, policy)).toBeNull();
  });

  test('is there for each category of the demo, and for each named exception', () => {
    const codes = [...demo.establishments.map(({ legalCategory }) => legalCategory), ...Object.keys(policy.exceptions)];
    expect(codes.filter((code) => legalCategoryLabel(code, policy) === null)).toEqual([]);
  });

  test('stands in one place', () => {
    expect(policy.categories.filter(({ code }) => Object.hasOwn(policy.labels, code))).toEqual([]);
  });
});

test.each<[string, EligibilityCase, string, string]>([
  ['of an establishment', { ...lyon, open: null }, 'review', 'state-untold'],
  ['of a unit', { ...lyon, unitOpen: null }, 'review', 'state-untold'],
  ['of a SIREN let in by a deployment', { ...danone, siret: '55203253400646', open: null }, 'review', 'state-untold'],
  ['of a closed unit', { ...lyon, open: null, unitOpen: false }, 'no', 'closed'],
  ['of a category that is not eligible', { ...lyon, legalCategory: '5710', open: null }, 'no', 'default'],
])('a state that no directory tells is looked at by a person, never a yes: %s', (_of, establishment, access, rule) => {
  const allowing = { ...policy, overrides: { '552032534': 'allow' as const } };
  expect(eligibility(establishment, allowing)).toMatchObject({ access, rule });
});
