import { deadlineInWords } from '@app/domain';
import { fill } from '../typography.js';
import { texts } from './texts.fr.js';

/** « 8 décembre 2026 à 14 h 30 », of a time as the API writes it. */
export const timeInWords = (time: string): string => deadlineInWords(new Date(time));

/** « dans 42 secondes », and past two minutes « à partir du 8 décembre 2026 à 14 h 31 (heure de Paris) »; never a minute early. */
export function waitInWords(until: Date, now: Date): string {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  if (seconds <= 120) return fill(texts.time.inSeconds, { seconds: Math.max(seconds, 2) });
  const minute = new Date(Math.ceil(until.getTime() / 60_000) * 60_000);
  return fill(texts.time.from, { date: deadlineInWords(minute) });
}
