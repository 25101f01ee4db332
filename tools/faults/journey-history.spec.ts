import { readFileSync } from 'node:fs';
import { readHistory } from './journey-history.js';

const recorded = (name: string) =>
  readHistory(JSON.parse(readFileSync(`libs/workflows/src/histories/registration-0.1.0-${name}.json`, 'utf8')));

test('a completed journey: its ending, its mails, the timer of its deadline', () => {
  const { ending, timers, activities, taskFailures, clearText } = recorded('resent');
  expect(ending).toBe('completed');
  expect(activities.map(({ type, attempts, end }) => [type, attempts, end])).toEqual([
    ['sendCreationMail', 1, 'completed'],
    ['sendCreationMail', 1, 'completed'],
    ['sendWelcomeMail', 1, 'completed'],
  ]);
  expect(timers).toHaveLength(1);
  expect(timers[0]?.dueAt.getTime()).toBeGreaterThan(timers[0]?.startedAt.getTime() ?? Infinity);
  expect(taskFailures).toEqual([]);
  expect(clearText).toContain('PRC-TEST-0007'); // payloads too: the case number stands in base64 there
  expect(clearText).toContain('"{\\"caseNumber\\":');
});

test('an approved journey: the timer of its review is given up', () => {
  const given = recorded('approved').timers.filter(({ canceledAt }) => canceledAt);
  expect(given.map(({ firedAt, canceledAt }) => [firedAt, canceledAt])).toEqual([[undefined, expect.any(Date)]]);
});

test('an expired journey: timers fire when they are due or later', () => {
  const { ending, timers } = recorded('expired');
  expect(ending).toBe('expired');
  const fired = timers.filter(({ firedAt }) => firedAt);
  expect(fired.length).toBeGreaterThan(0);
  for (const { firedAt, dueAt } of fired) expect(firedAt?.getTime()).toBeGreaterThanOrEqual(dueAt.getTime());
});

test('tries that failed are counted, with what the last one said', () => {
  const failed = recorded('mail-refused').activities.filter(({ failure }) => failure);
  expect(failed).toMatchObject([{ type: 'sendCreationMail', end: 'failed', failure: { type: 'mail-refused' } }]);
  const away = recorded('relay-away').activities.find(({ attempts }) => attempts > 1);
  expect(away).toMatchObject({ type: 'sendCreationMail', end: 'completed' });
});
