import { cableFaults, faultPlan, relayFaults } from './fault-plan.js';
import { cables, killable } from './faulty-product.js';

test('the same seed, the same faults, in order', () => {
  expect(faultPlan(5, 200)).toEqual(faultPlan(5, 200));
  expect(faultPlan(5, 200)).not.toEqual(faultPlan(6, 200));
  for (const lane of faultPlan(5, 200))
    expect(lane.map(({ atJourney }) => atJourney)).toEqual(
      lane.map(({ atJourney }) => atJourney).sort((a, b) => a - b),
    );
});

test('a long run meets every fault and every part', () => {
  const [kills = [], rest = []] = faultPlan(1, 2_000);
  expect(new Set(kills.map((fault) => 'part' in fault && fault.part))).toEqual(new Set(killable));
  expect(new Set(rest.flatMap((fault) => (fault.what === 'cable' ? fault.part : [])))).toEqual(new Set(cables));
  expect(new Set(rest.flatMap((fault) => (fault.what === 'kill' ? [] : fault.fault)))).toEqual(
    new Set([...relayFaults, ...cableFaults]),
  );
});
