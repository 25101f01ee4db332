import { ledgers } from './clean-ledgers.fixture.js';
import { awaiting, completed } from './ledger-lines.fixture.js';
import type { Ledgers } from '../ledgers.js';
import { factsAndJourneysAgree } from './i08-facts-and-journeys-agree.js';

const found = (text: string, caseNumber = completed) => [{ caseNumber, text: expect.stringContaining(text) as string }];

test('a clean ledger passes', () => expect(factsAndJourneysAgree(ledgers())).toEqual([]));

test('a notice that was never heard, or given up', () => {
  const unheard = (more: object) =>
    factsAndJourneysAgree(
      ledgers(({ facts }) => Object.assign(facts.notices[0] ?? {}, { deliveredAt: null, ...more })),
    );
  expect(unheard({})).toMatchObject(found('never heard'));
  expect(unheard({ stuckAt: new Date() })).toMatchObject(found('given up'));
  // Reconcile told the journey afterwards.
  expect(unheard({ stuckAt: new Date(), deliveredAt: new Date() })).toMatchObject(found('given up'));
});

test('a fact without its notice', () => {
  expect(factsAndJourneysAgree(ledgers(({ facts }) => facts.notices.shift()))).toMatchObject(
    found('3 deeds, 2 notices'),
  );
});

test('another ending, an open journey of an ended case, a closed one of a live case', () => {
  const changed = (index: number, more: object) =>
    factsAndJourneysAgree(ledgers(({ journeys }) => Object.assign(journeys[index] ?? {}, more)));
  expect(changed(0, { ending: 'expired' })).toMatchObject(found('ended as expired'));
  expect(changed(0, { status: 'RUNNING' })).toMatchObject(found('does not know'));
  expect(changed(1, { status: 'TERMINATED' })).toMatchObject(found('its journey is TERMINATED', awaiting));
});

test('another stage shown to operators', () => {
  const shown = ledgers(({ journeys }) => Object.assign(journeys[1] ?? {}, { stage: 'checking' }));
  expect(factsAndJourneysAgree(shown)).toMatchObject(found('shown to operators as checking', awaiting));
});

test('two open journeys, none at all, and one of nobody', () => {
  const twin = ledgers(({ journeys }) => journeys.push({ ...(journeys[1] as (typeof journeys)[0]), runId: 'twin' }));
  expect(factsAndJourneysAgree(twin)).toMatchObject(found('2 journeys', awaiting));
  const none = ledgers(({ journeys }) => journeys.splice(1, 1));
  expect(factsAndJourneysAgree(none)).toMatchObject(found('never had', awaiting));
  const orphan = ledgers(({ journeys }) =>
    journeys.push({
      ...(journeys[1] as (typeof journeys)[0]),
      ...{ subject: 'PRC-GONE-GONE', caseNumber: 'PRC-GONE-GONE' },
    }),
  );
  expect(factsAndJourneysAgree(orphan)).toMatchObject(found('not there', 'PRC-GONE-GONE'));
});

test('a notice about an account that is missing, or was never heard by its journey', () => {
  const missing = ledgers(
    ({ facts }) => (facts.notices = facts.notices.filter(({ journey }) => journey !== 'account-mail')),
  );
  expect(factsAndJourneysAgree(missing)).toMatchObject(found('1 deeds for account-mail, 0 notices'));
  const unheard = ledgers(({ facts }) =>
    Object.assign(facts.notices.find(({ journey }) => journey === 'reset-request') ?? {}, { deliveredAt: null }),
  );
  expect(factsAndJourneysAgree(unheard)).toMatchObject([
    { text: expect.stringContaining('for reset-request') as string },
  ]);
});

test('a journey of an account that ended otherwise, does not know, or is not open', () => {
  const changed = (journey: string, more: object, plant: (facts: Ledgers['facts']) => unknown = () => undefined) =>
    factsAndJourneysAgree(
      ledgers(({ journeys, facts }) => {
        Object.assign(journeys.find((run) => run.journey === journey) ?? {}, more);
        plant(facts);
      }),
    );
  expect(changed('password-reset', { ending: 'expired' })).toMatchObject(found('ended as expired'));
  expect(changed('lockout', { status: 'RUNNING' })).toMatchObject(found('does not know that it is over'));
  expect(changed('account-mail', { status: 'RUNNING' })).toMatchObject(
    found('account-mail: its journey does not know'),
  );
  expect(changed('lockout', {}, ({ lockouts }) => Object.assign(lockouts[0] ?? {}, { endedAs: null }))).toMatchObject(
    found('open, with 0 journeys'),
  );
  expect(changed('lockout', { subject: 'nobody-s-lock' })).toMatchObject(found('COMPLETED lockout of a case'));
});
