import { calendarDateInWords, hourInWords } from './deadlines.js';
import { daysAfter, inParis, weekdayOf } from './paris-time.js';

/** The counsellors' line (F14), as people read it and as a phone dials it. */
export const helpDesk = {
  phone: '09 70 80 93 29',
  tel: '+33970809329',
  hours: 'Du lundi au vendredi, de 9 h à 11 h 45 et de 13 h à 16 h, heure de Paris',
} as const;

/** Minutes since midnight, Paris time; a half is open at its first minute and closed at its last. */
const halves = [
  { from: 9 * 60, until: 11 * 60 + 45 },
  { from: 13 * 60, until: 16 * 60 },
] as const;

const weekdays = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];

/**
 * Whether the line is open now, else when it opens again: « aujourd’hui à 13 h », « demain à 9 h », « lundi à 9 h »;
 * a week away and more, with the date. `isHoliday` is asked for days `yyyy-mm-dd` of the Paris calendar; a month
 * without one working day is a bug: `RangeError`.
 */
export function helpDeskState(
  now: Date,
  isHoliday: (parisDate: string) => boolean,
): { open: true } | { open: false; reopens: string } {
  const { date, hour, minute } = inParis(now);
  const clock = hour * 60 + minute;
  if (isWorkingDay(date, isHoliday)) {
    if (halves.some(({ from, until }) => from <= clock && clock < until)) return { open: true };
    const next = halves.find(({ from }) => clock < from);
    if (next) return { open: false, reopens: `aujourd’hui à ${timeInWords(next.from)}` };
  }
  const days = daysUntilWork(date, isHoliday);
  return { open: false, reopens: `${dayInWords(date, days)} à ${timeInWords(halves[0].from)}` };
}

const isWorkingDay = (date: string, isHoliday: (parisDate: string) => boolean): boolean =>
  weekdayOf(date) !== 0 && weekdayOf(date) !== 6 && !isHoliday(date);

function daysUntilWork(today: string, isHoliday: (parisDate: string) => boolean): number {
  for (let days = 1; days <= 31; days += 1) if (isWorkingDay(daysAfter(today, days), isHoliday)) return days;
  throw new RangeError(`no working day in the month after ${today}`);
}

function dayInWords(today: string, days: number): string {
  const date = daysAfter(today, days);
  const weekday = weekdays[weekdayOf(date)] ?? '';
  if (days === 1) return 'demain';
  return days < 7 ? weekday : `${weekday} ${calendarDateInWords(date)}`;
}

const timeInWords = (minutes: number): string => hourInWords(Math.floor(minutes / 60), minutes % 60);
