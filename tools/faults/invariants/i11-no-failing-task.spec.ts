import { ledgers } from './clean-ledgers.fixture.js';
import { completed } from './ledger-lines.fixture.js';
import { noFailingTask } from './i11-no-failing-task.js';

const changed = (more: object) => noFailingTask(ledgers(({ journeys }) => Object.assign(journeys[0] ?? {}, more)));
const found = (text: string) => [{ caseNumber: completed, text: expect.stringContaining(text) as string }];

test('a clean ledger passes', () => expect(noFailingTask(ledgers())).toEqual([]));

test('a failed workflow task', () => {
  const failed = (cause: string) => changed({ taskFailures: [{ cause, message: '' }] });
  expect(failed('NON_DETERMINISTIC_ERROR')).toMatchObject(found('NON_DETERMINISTIC_ERROR'));
  expect(failed('UNHANDLED_COMMAND')).toEqual([]);
});

test('an update that the SDK answered twice in one task: done again, and told only if it does not replay', () => {
  const message =
    '[TMPRL1100] Nondeterminism error: Invalid transition while handling update response (id 1) in state Accepted';
  const twice = { taskFailures: [{ cause: 'NON_DETERMINISTIC_ERROR', message }] };
  expect(changed(twice)).toEqual([]);
  expect(changed({ ...twice, replayFailure: message })).toMatchObject(found('cannot be replayed'));
  expect(changed({ ...twice, pendingTaskAttempt: 9 })).toMatchObject(found('attempt 9'));
});

test('a task that is tried again and again', () => {
  expect(changed({ pendingTaskAttempt: 2 })).toEqual([]);
  expect(changed({ pendingTaskAttempt: 9 })).toMatchObject(found('attempt 9'));
});

test('a history that the code of today cannot replay', () => {
  expect(changed({ replayFailure: 'TMPRL1100' })).toMatchObject(found('TMPRL1100'));
});

test('a history of an earlier release that the code of today cannot replay', () => {
  const misread = ledgers((clean) => clean.misread.push({ file: 'old.json', failure: 'TMPRL1100' }));
  expect(noFailingTask(misread)).toMatchObject([{ text: expect.stringContaining('old.json') }]);
});

test('a journey that failed as a whole, though another one follows it', () => {
  expect(changed({ status: 'FAILED' })).toMatchObject(found('its journey is FAILED'));
});
