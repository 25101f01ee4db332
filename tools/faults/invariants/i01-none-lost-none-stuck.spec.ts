import { ledgers } from './clean-ledgers.fixture.js';
import { awaiting, completed, expired, told } from './ledger-lines.fixture.js';
import type { Ledgers } from '../ledgers.js';
import { noneLostNoneStuck } from './i01-none-lost-none-stuck.js';

test('a clean ledger passes', () => expect(noneLostNoneStuck(ledgers())).toEqual([]));

test('an acknowledged case that the database does not know is lost', () => {
  const found = noneLostNoneStuck(ledgers(({ told: lines }) => lines.push(told('register', 'PRC-LOST-LOST', 202))));
  expect(found).toMatchObject([
    { caseNumber: 'PRC-LOST-LOST', text: expect.stringContaining('does not know') as string },
  ]);
});

test('a live case without a journey, or with one that waits for nothing, is stuck', () => {
  const without = ledgers(
    (clean) => (clean.journeys = clean.journeys.filter(({ caseNumber }) => caseNumber !== awaiting)),
  );
  expect(noneLostNoneStuck(without)).toMatchObject([
    { caseNumber: awaiting, text: expect.stringContaining('no journey') as string },
  ]);
  const idle = ledgers(({ journeys }) => journeys[1]?.timers.pop());
  expect(noneLostNoneStuck(idle)).toMatchObject([
    { caseNumber: awaiting, text: expect.stringContaining('waits for nothing') as string },
  ]);
});

test('a due mail needs an activity that sends it', () => {
  const unsent = (pending: string) =>
    noneLostNoneStuck(
      ledgers(({ facts, journeys }) => {
        Object.assign(facts.mails.find(({ id }) => id === `creation-0-${awaiting}`) ?? {}, { state: 'due' });
        journeys[1]?.activities.push({ type: pending, attempts: 3, end: 'pending' });
      }),
    );
  expect(unsent('sendCreationMail')).toEqual([]);
  expect(unsent('sendWelcomeMail')).toMatchObject([{ caseNumber: awaiting }]);
});

test('a case that has ended still owes its last mail', () => {
  const owing = ledgers(({ facts }) =>
    Object.assign(facts.mails.find(({ kind }) => kind === 'expired') ?? {}, { state: 'due' }),
  );
  expect(noneLostNoneStuck(owing)).toMatchObject([{ caseNumber: expired }]);
});

test('a case still being checked waits with a retry or a block', () => {
  const checking = (more: object, pending: boolean) =>
    noneLostNoneStuck(
      ledgers(({ facts, journeys }) => {
        Object.assign(facts.registrations[0] ?? {}, { status: 'checking', ...more });
        Object.assign(journeys[0] ?? {}, { status: 'RUNNING' });
        if (pending) journeys[0]?.activities.push({ type: 'checkEligibility', attempts: 2, end: 'pending' });
      }),
    );
  expect(checking({}, false)).toMatchObject([{ caseNumber: completed }]);
  expect(checking({}, true)).toEqual([]);
  expect(checking({ blockedReason: 'directory-unavailable' }, false)).toEqual([]);
});

test('a reset that was asked for, acknowledged and is not there', () => {
  const lost = ledgers(({ facts }) => facts.resetRequests.pop());
  expect(noneLostNoneStuck(lost)).toMatchObject([{ text: expect.stringContaining('a reset was asked for') as string }]);
});

test('an open reset or lock without a journey that waits for its end', () => {
  const open = (plant: (clean: Ledgers) => unknown) =>
    noneLostNoneStuck(ledgers((clean) => void plant(clean))).map(({ text }) => text);
  const reset = ({ facts }: Ledgers) => Object.assign(facts.resets[0] ?? {}, { state: 'open' });
  expect(open(reset)).toEqual([expect.stringContaining('password-reset is open')]);
  const lock = ({ facts }: Ledgers) => Object.assign(facts.lockouts[0] ?? {}, { endedAt: null });
  expect(open(lock)).toEqual([expect.stringContaining('lockout is open')]);
  const waiting = (clean: Ledgers) => {
    lock(clean);
    const run = clean.journeys.find(({ journey }) => journey === 'lockout');
    Object.assign(run ?? {}, { status: 'RUNNING', timers: [{ startedAt: new Date(), dueAt: new Date() }] });
  };
  expect(open(waiting)).toEqual([]);
});

test('a mail about an account needs the activity of its own journey', () => {
  const unsent = ledgers(({ facts, journeys }) => {
    Object.assign(facts.mails.find(({ kind }) => kind === 'password-changed') ?? {}, { state: 'due' });
    const run = journeys.find(({ journey }) => journey === 'lockout');
    Object.assign(run ?? {}, { status: 'RUNNING' });
    run?.activities.push({ type: 'sendAccountMail', attempts: 1, end: 'pending' });
  });
  expect(noneLostNoneStuck(unsent)).toMatchObject([
    { text: expect.stringContaining('« password-changed » is due') as string },
  ]);
});
