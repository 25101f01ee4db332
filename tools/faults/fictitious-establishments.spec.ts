import { parseSiret } from '@app/domain';
import { readFileSync } from 'node:fs';
import { fictitiousSiret } from './fictitious-establishments.js';

test('valid SIRETs, each once, none of the demo file', () => {
  const some = Array.from({ length: 20_000 }, (_, index) => fictitiousSiret(index));
  expect(new Set(some).size).toBe(some.length);
  for (const siret of some.slice(0, 200).concat(some.slice(-200))) expect(parseSiret(siret)).toEqual({ siret });
  expect(some.every((siret) => siret.startsWith('9999'))).toBe(true);
  const demo = readFileSync('data/establishments.json', 'utf8');
  expect(some.filter((siret) => demo.includes(siret))).toEqual([]);
});
