import { check } from './checker.js';
import { ledgers } from './invariants/clean-ledgers.fixture.js';
import { completed, copyOf } from './invariants/ledger-lines.fixture.js';

test('a clean run is silent', () => expect(check(ledgers())).toEqual([]));

test('every invariant is asked: one planted fault each is reported under its number', () => {
  const spoiled = ledgers((clean) => {
    const { facts, told, journeys, inbox, logs } = clean;
    Object.assign(facts.registrations[1] ?? {}, { siret: completed }); // I2
    facts.notices.shift(); // I8
    inbox.push(copyOf(facts.mails[0] as (typeof facts.mails)[0])); // I5
    Object.assign(told[1] ?? {}, { body: { caseNumber: 'PRC-ELSE-ELSE' } }); // I1, I7
    Object.assign(told[3] ?? {}, { status: 200 }); // I3
    Object.assign(facts.accounts[0] ?? {}, { credentialsVersion: 1 }); // I4
    Object.assign(journeys[2]?.timers[0] ?? {}, { firedAt: new Date(0) }); // I6
    Object.assign(journeys[1] ?? {}, { pendingTaskAttempt: 7 }); // I11
    facts.audits.pop(); // I10
    logs.push({ name: 'api', text: 'CanaryMartin' }); // I9
  });
  const numbers = new Set(check(spoiled).map(({ invariant }) => invariant));
  expect([...numbers]).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I11']);
});
