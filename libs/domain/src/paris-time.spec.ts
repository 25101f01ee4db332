import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter, inParis, weekdayOf } from './paris-time.js';

describe('the clock in Paris', () => {
  test.each([
    ['2026-11-26T13:30:00Z', { date: '2026-11-26', hour: 14, minute: 30 }],
    ['2026-07-14T22:00:00Z', { date: '2026-07-15', hour: 0, minute: 0 }],
    ['2026-12-31T23:00:00Z', { date: '2027-01-01', hour: 0, minute: 0 }],
    ['2026-03-29T00:59:00Z', { date: '2026-03-29', hour: 1, minute: 59 }],
    ['2026-03-29T01:00:00Z', { date: '2026-03-29', hour: 3, minute: 0 }],
    ['2026-10-25T00:30:00Z', { date: '2026-10-25', hour: 2, minute: 30 }],
    ['2026-10-25T01:30:00Z', { date: '2026-10-25', hour: 2, minute: 30 }],
  ])('at %s shows %j', (instant, shown) => {
    expect(inParis(new Date(instant))).toEqual(shown);
  });

  test('does not show a date that is none', () => {
    expect(() => inParis(new Date(Number.NaN))).toThrow(RangeError);
  });
});

describe('the calendar', () => {
  test.each([
    ['2026-03-28', 1, '2026-03-29'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-10-24', 2, '2026-10-26'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
  ])('from %s, %i days on, is at %s', (date, days, later) => {
    expect(daysAfter(date, days)).toBe(later);
  });

  test.each([
    ['2026-03-29', 0],
    ['2026-10-25', 0],
    ['2026-11-26', 4],
  ])('%s is a day %i of the week', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });

  test('has the same weekday every seven days, also when the clocks change', () => {
    const dates = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(fc.property(dates, (date) => expect(weekdayOf(daysAfter(date, 7))).toBe(weekdayOf(date))));
  });
});
