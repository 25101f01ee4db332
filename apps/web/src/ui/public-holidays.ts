import Holidays from 'date-holidays';

const france = new Holidays('FR', { types: ['public'] });
const known = new Map<string, Set<string>>();

/** Whether nobody works in France on a day `yyyy-mm-dd` of the Paris calendar. */
export function isPublicHoliday(date: string): boolean {
  const year = date.slice(0, 4);
  const holidays =
    known.get(year) ?? new Set(france.getHolidays(Number(year)).map((holiday) => holiday.date.slice(0, 10)));
  known.set(year, holidays);
  return holidays.has(date);
}
