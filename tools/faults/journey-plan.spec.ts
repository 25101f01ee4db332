import { lives } from './account-plan.js';
import { journeyPlan, mailFaults } from './journey-plan.js';

test('the same seed and index, the same plan, whatever ran before', () => {
  expect(journeyPlan(7, 41)).toEqual(journeyPlan(7, 41));
  expect(journeyPlan(7, 41)).not.toEqual(journeyPlan(8, 41));
});

test('two thousand plans hold every kind of everything, and no two persons alike', () => {
  const plans = Array.from({ length: 2_000 }, (_, index) => journeyPlan(1, index));
  expect(new Set(plans.map(({ kind }) => kind)).size).toBe(5);
  expect(new Set(plans.map(({ password }) => password)).size).toBe(4);
  expect(new Set(plans.map(({ account }) => account?.life))).toEqual(new Set([undefined, ...lives]));
  expect(new Set(plans.map(({ mailFault }) => mailFault))).toEqual(new Set([undefined, ...mailFaults]));
  expect(new Set(plans.map(({ posts }) => posts))).toEqual(new Set([1, 2, 3, 4]));
  expect(new Set(plans.map(({ person }) => person.email)).size).toBe(2_000);
  expect(new Set(plans.map(({ siret }) => siret)).size).toBe(2_000);
});

test('who cannot be reached corrects the address', () => {
  const plans = Array.from({ length: 500 }, (_, index) => journeyPlan(3, index));
  for (const { mailFault, correctedEmail } of plans)
    if (mailFault === 'refuse-550') expect(correctedEmail).toBeDefined();
});
