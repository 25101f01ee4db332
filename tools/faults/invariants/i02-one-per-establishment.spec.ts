import { ledgers } from './clean-ledgers.fixture.js';
import { account, at, awaiting, completed, expired } from './ledger-lines.fixture.js';
import { onePerEstablishment } from './i02-one-per-establishment.js';

test('a clean ledger passes', () => expect(onePerEstablishment(ledgers())).toEqual([]));

test('two cases of one SIRET that were alive at once are found, also when one has ended since', () => {
  const twins = ledgers(({ facts }) => Object.assign(facts.registrations[2] ?? {}, { siret: awaiting }));
  expect(onePerEstablishment(twins)).toMatchObject([{ invariant: 'I2', caseNumber: awaiting }]);
});

test('a case may follow one that ended', () => {
  const next = ledgers(({ facts }) => {
    Object.assign(facts.registrations[1] ?? {}, { receivedAt: at(110) });
    Object.assign(facts.registrations[2] ?? {}, { siret: awaiting });
  });
  expect(onePerEstablishment(next)).toEqual([]);
});

test('a completed case with two accounts, with none, or with one without a password', () => {
  const two = ledgers(({ facts }) => facts.accounts.push(account('c', completed, {})));
  const none = ledgers(({ facts }) => facts.accounts.shift());
  for (const found of [two, none].map(onePerEstablishment)) expect(found).toMatchObject([{ caseNumber: completed }]);
});

test('an expired case keeps no account', () => {
  const left = ledgers(({ facts }) => facts.accounts.push(account('d', expired, {})));
  expect(onePerEstablishment(left)).toHaveLength(1);
});
