import { seededRandom } from './seeded-random.js';

const some = (seed: string) => {
  const random = seededRandom(seed);
  return Array.from({ length: 1_000 }, () => random.int(1, 10));
};

test('the same seed, the same answers; another seed, others', () => {
  expect(some('7:1')).toEqual(some('7:1'));
  expect(some('7:1')).not.toEqual(some('7:2'));
});

test('every answer comes, about as often as the others', () => {
  const counts = Map.groupBy(some('seed'), (answer) => answer);
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  for (const answers of counts.values()) expect(answers.length).toBeGreaterThan(60);
  const random = seededRandom('share');
  expect(Array.from({ length: 1_000 }, () => random.chance(0.2)).filter(Boolean).length).toBeGreaterThan(150);
});
