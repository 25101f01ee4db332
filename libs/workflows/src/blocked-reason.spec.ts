import { expect, test } from '@jest/globals';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  RetryState,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import { blockedReason } from './blocked-reason.js';

const gaveUp = (cause: Error): ActivityFailure =>
  new ActivityFailure('activity failed', 'sendCreationMail', '1', RetryState.TIMEOUT, 'worker', cause);
const said = (type: string) => gaveUp(ApplicationFailure.retryable('code', type));
const timeOut = (cause?: Error) =>
  Object.assign(new TimeoutFailure('too late', undefined, TimeoutType.SCHEDULE_TO_CLOSE), { cause });

test.each([
  ['mail-refused', 'mail-refused'],
  ['mail-relay-away', 'mail-undelivered'],
  ['mail-deferred', 'mail-undelivered'],
  ['mail-ambiguous', 'mail-undelivered'],
  ['mail-busy', 'mail-undelivered'],
  ['directory-unavailable', 'directory-unavailable'],
])('a failure of type %s blocks as %s, whatever the task was about', (type, reason) => {
  expect(blockedReason(said(type), 'technical')).toBe(reason);
});

test.each(['TypeError', 'DriverException', 'technical', 'constructor'])(
  'a failure that was not foreseen (%s) is technical, and no fault of directory or relay',
  (type) => expect(blockedReason(said(type), 'mail-undelivered')).toBe('technical'),
);

test('a task that ended by its time limit tells what its last attempt said, and where none ended what the caller says', () => {
  const last = ApplicationFailure.retryable('timeout', 'directory-unavailable');
  expect(blockedReason(gaveUp(timeOut(last)), 'technical')).toBe('directory-unavailable');
  expect(blockedReason(gaveUp(timeOut()), 'mail-undelivered')).toBe('mail-undelivered');
});

test('a task that was told to stop blocks nothing', () =>
  expect(blockedReason(gaveUp(new CancelledFailure('stop')), 'technical')).toBeUndefined());

test('what no activity said is a bug of the story', () => {
  expect(() => blockedReason(new TypeError('of undefined'), 'technical')).toThrow('of undefined');
});
