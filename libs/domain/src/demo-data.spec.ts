import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseContractNumber } from './contract-number.js';
import { parseSiret } from './siret.js';

const read = (name: string) => readFileSync(new URL(`../../../data/${name}`, import.meta.url), 'utf8');
const { establishments } = JSON.parse(read('establishments.json')) as { establishments: { siret: string }[] };
const [header, ...lines] = read('demo-contracts.csv').trim().split('\n');
const contracts = lines.map((line) => line.split(';'));

describe('the demo data', () => {
  test('holds establishments whose SIRET is valid', () => {
    for (const { siret } of establishments) expect(parseSiret(siret)).toEqual({ siret });
  });

  test('holds one contract for each establishment, also for those that may not register', () => {
    expect(header).toBe('siret;fund;number');
    expect(contracts.map(([siret]) => siret)).toEqual(establishments.map(({ siret }) => siret));
    expect(contracts).toContainEqual(['99990004600015', expect.any(String), 'DEMO2024017']);
  });

  test('holds contract numbers that can be typed, start with DEMO and are all different', () => {
    for (const [, , number = ''] of contracts) {
      expect(parseContractNumber(number)).toEqual({ number });
      expect(number).toMatch(/^DEMO[0-9]{7}$/u);
    }
    expect(new Set(contracts.map(([, , number]) => number)).size).toBe(contracts.length);
  });

  test('knows every fund', () => {
    const funds = ['ATIACL', 'CNRACL', 'FEH', 'FIPHFP', 'FSPOEIE', 'IRCANTEC', 'RAFP'];
    expect([...new Set(contracts.map(([, fund]) => fund))].sort()).toEqual(funds);
  });
});
