import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { helpDesk, helpDeskState } from './help-desk.js';

const holidays = ['2026-12-25', '2027-01-01', '2027-03-29'];
const stateAt = (instant: string, isHoliday = (date: string) => holidays.includes(date)) => {
  const state = helpDeskState(new Date(instant), isHoliday);
  return state.open ? 'open' : state.reopens.replaceAll('\u00a0', ' ');
};

describe('the help desk (F14)', () => {
  test('is at 09 70 80 93 29', () => {
    expect(helpDesk.phone.replaceAll('\u00a0', '')).toBe('0970809329');
    expect(helpDesk.tel).toBe(helpDesk.phone.replaceAll('\u00a0', '').replace(/^0/u, '+33'));
  });

  test.each([
    ['2026-11-26T07:59:59Z', 'aujourd’hui à 9 h', 'Thursday, before the morning'],
    ['2026-11-26T08:00:00Z', 'open', 'at 9:00'],
    ['2026-11-26T10:44:59Z', 'open', 'the last second of the morning'],
    ['2026-11-26T10:45:00Z', 'aujourd’hui à 13 h', 'at 11:45'],
    ['2026-11-26T12:00:00Z', 'open', 'at 13:00'],
    ['2026-11-26T14:59:59Z', 'open', 'the last second of the afternoon'],
    ['2026-11-26T15:00:00Z', 'demain à 9 h', 'at 16:00'],
    ['2026-11-27T15:00:00Z', 'lundi à 9 h', 'Friday evening'],
    ['2026-11-28T10:00:00Z', 'lundi à 9 h', 'Saturday'],
    ['2026-11-29T10:00:00Z', 'demain à 9 h', 'Sunday'],
    ['2026-12-24T16:00:00Z', 'lundi à 9 h', 'Thursday evening before a holiday'],
    ['2026-12-25T10:00:00Z', 'lundi à 9 h', 'a holiday'],
    ['2026-07-14T07:30:00Z', 'open', 'summer time, 9:30'],
    ['2027-03-26T08:30:00Z', 'open', 'Friday before the clocks go forward, 9:30'],
    ['2026-11-25T22:59:59Z', 'demain à 9 h', 'the last second of Wednesday'],
    ['2026-11-25T23:00:00Z', 'aujourd’hui à 9 h', 'midnight'],
    ['2026-03-27T14:59:59Z', 'open', 'Friday before the clocks go forward, last second of the day'],
    ['2026-03-29T00:59:59Z', 'demain à 9 h', 'Sunday, the second before the clocks go forward'],
    ['2026-03-29T01:00:00Z', 'demain à 9 h', 'Sunday, as the clocks go forward'],
    ['2026-03-29T22:00:00Z', 'aujourd’hui à 9 h', 'midnight after the clocks went forward'],
    ['2026-03-30T06:59:59Z', 'aujourd’hui à 9 h', 'Monday after the clocks went forward, 8:59'],
    ['2026-03-30T07:00:00Z', 'open', 'Monday after the clocks went forward, 9:00'],
    ['2026-03-30T14:00:00Z', 'demain à 9 h', 'Monday after the clocks went forward, 16:00'],
    ['2026-10-25T00:30:00Z', 'demain à 9 h', 'Sunday, 2:30 for the first time'],
    ['2026-10-25T01:30:00Z', 'demain à 9 h', 'Sunday, 2:30 for the second time'],
    ['2027-03-25T15:30:00Z', 'demain à 9 h', 'Thursday evening before an open Friday'],
    ['2027-03-26T15:30:00Z', 'mardi à 9 h', 'Friday evening before Easter Monday'],
    ['2027-03-28T23:00:00Z', 'demain à 9 h', 'Easter Monday, 1:00'],
    ['2026-10-25T23:30:00Z', 'aujourd’hui à 9 h', 'Monday in Paris, Sunday in Greenwich'],
    ['2026-10-26T07:59:59Z', 'aujourd’hui à 9 h', 'Monday after the clocks went back, 8:59'],
    ['2026-10-26T08:00:00Z', 'open', 'Monday after the clocks went back, 9:00'],
  ])('at %s says « %s » (%s)', (instant, said) => {
    expect(stateAt(instant)).toBe(said);
  });

  test('says the date when it reopens in a week or later', () => {
    expect(stateAt('2026-12-21T10:00:00Z', (date) => date < '2026-12-28')).toBe('lundi 28 décembre 2026 à 9 h');
    expect(stateAt('2026-12-22T10:00:00Z', (date) => date < '2026-12-28')).toBe('lundi à 9 h');
    expect(stateAt('2026-12-21T10:00:00Z', (date) => date < '2027-01-04')).toBe('lundi 4 janvier 2027 à 9 h');
  });

  test('is never closed for ever', () => {
    expect(() => stateAt('2026-12-21T10:00:00Z', () => true)).toThrow(RangeError);
  });

  test('answers at any instant, and is never open on a holiday', () => {
    const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (now) => {
        expect(helpDeskState(now, () => false)).toHaveProperty('open');
        const today = now.toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' });
        expect(helpDeskState(now, (date) => date === today)).toHaveProperty('open', false);
      }),
    );
  });
});
