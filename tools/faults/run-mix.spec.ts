import { usualFaults } from './fault-plan.js';
import { usualPersons } from './journey-plan.js';
import { readMix } from './run-mix.js';

test('what is not said is as usual', () => {
  expect(readMix('{}')).toEqual({ persons: usualPersons, faults: usualFaults });
  expect(readMix('{"persons":{"resends":1},"faults":{"kills":["api"]}}')).toEqual({
    persons: { ...usualPersons, resends: 1 },
    faults: { ...usualFaults, kills: ['api'] },
  });
});

test('a word that is not known stops the run', () => {
  expect(() => readMix('{"persons":{"resend":1}}')).toThrow('resend');
  expect(() => readMix('{"faults":{"kills":["mail"]}}')).toThrow('kills');
});
