import type { Told } from '../ledgers.js';
import { ledgers } from './clean-ledgers.fixture.js';
import { awaiting, completed, told } from './ledger-lines.fixture.js';
import { oneKeyOneAnswer } from './i07-one-key-one-answer.js';

const again = (caseNumber: string, status: number, more: Partial<Told> = {}) =>
  oneKeyOneAnswer(
    ledgers(({ told: lines }) =>
      lines.push(
        told('register', caseNumber, status, {
          key: 'key-a',
          path: '/v1/registrations',
          request: { caseNumber: completed },
          ...more,
        }),
      ),
    ),
  );

test('a clean ledger passes', () => expect(oneKeyOneAnswer(ledgers())).toEqual([]));

test('two cases begun under one key', () => {
  expect(again(awaiting, 201)).toMatchObject([{ text: expect.stringContaining('began the cases') as string }]);
});

test('an acknowledgement and a refusal under one key', () => {
  expect(again(completed, 409, { body: { code: 'registration-in-progress' } })).toMatchObject([
    { text: expect.stringContaining('was answered') as string },
  ]);
});

test('what is not kept may differ: an outage, a limit, no answer, a 202 that has become a 201', () => {
  for (const status of [503, 429, 202]) expect(again(completed, status)).toEqual([]);
});

test('two bodies accepted under one key', () => {
  expect(again(completed, 201, { request: { other: true } })).toMatchObject([
    { text: expect.stringContaining('different bodies') as string },
  ]);
  expect(again(completed, 422, { request: { other: true } })).toEqual([]);
});
