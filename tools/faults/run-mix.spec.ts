import { clockSkews, faultPlan, usualFaults } from './fault-plan.js';
import { usualPersons } from './journey-plan.js';
import { readMix } from './run-mix.js';

test('what is not said is as usual', () => {
  expect(readMix('{}')).toEqual({ persons: usualPersons, faults: usualFaults });
  expect(readMix('{"persons":{"resends":1},"faults":{"kills":["api"]}}')).toEqual({
    persons: { ...usualPersons, resends: 1 },
    faults: { ...usualFaults, kills: ['api'] },
  });
});

test('in a quiet run nothing happens but what is said', () => {
  const { persons, faults } = readMix('{"quiet":true,"persons":{"rival":0.5}}');
  expect(persons).toMatchObject({ rival: 0.5, unusual: 0, mailFault: 0, resends: 0, passwords: ['by-link'] });
  expect(faultPlan(1, 500, faults)).toEqual([]);
  expect(clockSkews(1, faults)).toEqual({ api: 0, worker: 0 });
});

test('a word that is not known stops the run', () => {
  expect(() => readMix('{"persons":{"resend":1}}')).toThrow('resend');
  expect(() => readMix('{"faults":{"kills":["mail"]}}')).toThrow('kills');
});
