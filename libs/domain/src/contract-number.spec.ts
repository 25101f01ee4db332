import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contractNumberErrors, parseContractNumber } from './contract-number.js';

describe('a contract number', () => {
  test.each([
    ['DEMO2024017', 'DEMO2024017'],
    [' demo 2024-017 ', 'DEMO2024017'],
    ['demo.2024\u00a0017', 'DEMO2024017'],
    ['ＤＥＭＯ２０２４０１７', 'DEMO2024017'],
    ['A1B2', 'A1B2'],
    ['A'.repeat(20), 'A'.repeat(20)],
  ])('« %s » is read as %s', (typed, number) => {
    expect(parseContractNumber(typed)).toEqual({ number });
  });

  test.each([
    ['', 'contract-length'],
    ['A1B', 'contract-length'],
    ['A'.repeat(21), 'contract-length'],
    ['DEMO_2024', 'contract-characters'],
    ['DÉMO2024', 'contract-characters'],
    ["DEMO'--;", 'contract-characters'],
    ['DEMO\u00002024', 'contract-characters'],
    ['Straße', 'contract-characters'],
    ['DEMı2024', 'contract-characters'],
    ['DEMO\u0661\u0662\u0663', 'contract-characters'],
    ['   . - ', 'contract-length'],
  ])('« %s » is refused: %s', (typed, error) => {
    expect(parseContractNumber(typed)).toEqual({ error });
  });

  test('that is accepted is `[A-Z0-9]{4,20}` and read as itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z0-9 .-]{2,24}$/u)), (typed) => {
        const answer = parseContractNumber(typed);
        if ('error' in answer) {
          expect(contractNumberErrors[answer.error]).toMatch(/\.$/u);
          return;
        }
        expect(answer.number).toMatch(/^[A-Z0-9]{4,20}$/u);
        expect(parseContractNumber(answer.number)).toEqual(answer);
      }),
    );
  });
});
