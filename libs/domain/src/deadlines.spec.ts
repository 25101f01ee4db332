import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dateInWords, deadlineInWords, remindersOf } from './deadlines.js';

const hour = 60 * 60 * 1000;

describe('a deadline in words', () => {
  test('stays on one line but for its « à »', () => {
    expect(deadlineInWords(new Date('2026-11-26T13:30:00Z'))).toBe('26\u00a0novembre\u00a02026 à 14\u00a0h\u00a030');
  });

  test.each([
    ['2026-11-26T13:30:00Z', '26 novembre 2026 à 14 h 30'],
    ['2026-11-26T13:00:59Z', '26 novembre 2026 à 14 h'],
    ['2026-07-31T22:05:00Z', '1er août 2026 à 0 h 05'],
    ['2026-12-31T22:59:59Z', '31 décembre 2026 à 23 h 59'],
    ['2026-12-31T23:00:00Z', '1er janvier 2027 à 0 h'],
    ['2026-03-29T00:59:00Z', '29 mars 2026 à 1 h 59'],
    ['2026-03-29T01:00:00Z', '29 mars 2026 à 3 h'],
    ['2026-10-25T00:30:00Z', '25 octobre 2026 à 2 h 30'],
    ['2026-10-25T01:30:00Z', '25 octobre 2026 à 2 h 30'],
  ])('of %s is, in Paris, « %s »', (instant, words) => {
    expect(deadlineInWords(new Date(instant)).replaceAll('\u00a0', ' ')).toBe(words);
  });

  test('has the day of Paris, not of Greenwich', () => {
    expect(dateInWords(new Date('2026-02-28T23:30:00Z'))).toBe('1er\u00a0mars\u00a02026');
  });
});

describe('reminders over a change of clocks', () => {
  test.each([
    ['2026-03-29', '2026-03-28T13:30:00Z', '2026-03-31T12:30:00Z', ['30 mars 2026 à 3 h', '30 mars 2026 à 14 h 30']],
    [
      '2026-10-25',
      '2026-10-24T12:30:00Z',
      '2026-10-27T13:30:00Z',
      ['26 octobre 2026 à 2 h', '26 octobre 2026 à 14 h 30'],
    ],
  ])('(%s) are a day of 24 hours before the end, and half of the hours that pass', (_day, openedAt, deadline, said) => {
    const at = remindersOf(new Date(openedAt), new Date(deadline)).map((reminder) => deadlineInWords(reminder.at));
    expect(at.map((words) => words.replaceAll('\u00a0', ' '))).toEqual(said);
  });
});

describe('reminders', () => {
  const openedAt = new Date('2026-11-11T13:30:00Z');
  const after = (hours: number) => new Date(openedAt.getTime() + hours * hour);

  test.each([
    ['15 days', 15 * 24, [180, 14 * 24]],
    ['3 days', 72, [36, 48]],
    ['2 days and a second', 48 + 1 / 3600, [24 + 0.5 / 3600, 24 + 1 / 3600]],
    ['2 days', 48, [24]],
    ['1 hour', 1, [0.5]],
    ['nothing', 0, []],
    ['less than nothing', -1, []],
  ])(
    'of a link that lives %s come half-way, and a day before the end if that is later',
    (_lifetime, hours, expected) => {
      expect(remindersOf(openedAt, after(hours)).map(({ at }) => at)).toEqual(expected.map(after));
    },
  );

  test('are named for when they come', () => {
    expect(remindersOf(openedAt, after(72)).map(({ kind }) => kind)).toEqual([
      'reminder-half-way',
      'reminder-last-day',
    ]);
    expect(remindersOf(openedAt, after(48)).map(({ kind }) => kind)).toEqual(['reminder-half-way']);
  });

  test('come in order and before the end, whatever the lifetime', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 * 24 * hour }), (lifetime) => {
        const deadline = openedAt.getTime() + lifetime;
        const times = remindersOf(openedAt, new Date(deadline)).map(({ at }) => at.getTime());
        expect(times.length).toBeGreaterThan(0);
        expect([...times].sort((one, other) => one - other)).toEqual(times);
        for (const at of times) expect(at >= openedAt.getTime() && at < deadline).toBe(true);
      }),
    );
  });
});
