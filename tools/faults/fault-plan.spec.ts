import { crashPoints } from './crash-points.js';
import { cableFaults, clockSkews, faultPlan, relayFaults, usualFaults } from './fault-plan.js';
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
  const [kills = [], rest = [], nights = []] = faultPlan(1, 5_000);
  expect(new Set(nights.map(({ what }) => what))).toEqual(new Set(['retention']));
  expect(new Set(kills.flatMap((fault) => ('part' in fault ? fault.part : [])))).toEqual(new Set(killable));
  expect(new Set(rest.flatMap((fault) => (fault.what === 'cable' ? fault.part : [])))).toEqual(new Set(cables));
  expect(new Set(rest.flatMap((fault) => ('fault' in fault ? fault.fault : [])))).toEqual(
    new Set([...relayFaults, ...cableFaults]),
  );
  expect(new Set(kills.flatMap((fault) => ('point' in fault ? fault.point : [])))).toEqual(
    new Set(usualFaults.crashes),
  );
  expect(rest.some(({ what }) => what === 'directory')).toBe(true);
  const stores = rest.filter(({ what }) => what === 'store').map(({ holdMs }) => holdMs);
  expect(stores.length).toBeGreaterThan(0);
  expect(stores.filter((holdMs) => holdMs < 8_000 || holdMs > 15_000)).toEqual([]);
  const clocks = Array.from({ length: 50 }, (_, seed) => clockSkews(seed, usualFaults));
  expect(new Set(clocks.map(({ api }) => api))).toEqual(new Set([0, 3_600, -3_600]));
  expect(clockSkews(9, usualFaults)).toEqual(clockSkews(9, usualFaults));
});

test('what is not asked for does not go wrong', () => {
  const none = {
    ...usualFaults,
    kills: [],
    crashes: [],
    relay: [],
    cables: [],
    directory: false,
    store: false,
    keyRotation: false,
    retention: false,
    clocks: [],
  };
  expect(faultPlan(1, 200, none)).toEqual([]);
  expect(clockSkews(1, none)).toEqual({ api: 0, worker: 0 });
  const [only = []] = faultPlan(1, 200, { ...none, relay: ['hang'], journeysAFault: 10 });
  expect(only.map((fault) => 'fault' in fault && fault.fault)).toEqual(Array.from({ length: 20 }, () => 'hang'));
});

test('every crash point that is drawn stands in the sources', () => {
  const known = new Set(crashPoints());
  expect(usualFaults.crashes.filter((point) => !known.has(point))).toEqual([]);
});
