import { inParis } from './paris-time.js';
import { noBreakSpace } from './typed-text.js';

const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** « 26 novembre 2026 », « 1er mars 2027 »: the day in Paris, on one line. */
export const dateInWords = (instant: Date): string => calendarDateInWords(inParis(instant).date);

/** The same for a day of the calendar, `yyyy-mm-dd`. */
export function calendarDateInWords(date: string): string {
  const [year, month = 1, day] = date.split('-').map(Number);
  return [day === 1 ? '1er' : day, months[month - 1], year].join(noBreakSpace);
}

/** « 26 novembre 2026 à 14 h 30 », Paris time. Mail adds « (heure de Paris) » itself. */
export function deadlineInWords(instant: Date): string {
  const { hour, minute } = inParis(instant);
  return `${dateInWords(instant)} à ${hourInWords(hour, minute)}`;
}

/** « 9 h », « 14 h 05 ». */
export function hourInWords(hour: number, minute: number): string {
  const words = [hour, 'h', ...(minute === 0 ? [] : [String(minute).padStart(2, '0')])];
  return words.join(noBreakSpace);
}

const lastDay = 24 * 60 * 60 * 1000;

/**
 * When someone who has not yet created a password is reminded: half-way, and 24 hours before the end unless that
 * comes no later than half-way (lifetimes of two days and less have no last-day reminder). Oldest first; none for a
 * deadline that does not lie ahead of the opening.
 */
export function remindersOf(
  openedAt: Date,
  deadline: Date,
): { kind: 'reminder-half-way' | 'reminder-last-day'; at: Date }[] {
  const [from, until] = [openedAt.getTime(), deadline.getTime()];
  if (until <= from) return [];
  const halfWay = { kind: 'reminder-half-way' as const, at: new Date(from + Math.floor((until - from) / 2)) };
  const dayBefore = { kind: 'reminder-last-day' as const, at: new Date(until - lastDay) };
  return dayBefore.at > halfWay.at ? [halfWay, dayBefore] : [halfWay];
}
