import { z } from 'zod';

/** A length of time, in the form a computer counts and in the form a person wrote. */
export interface Duration {
  /** Milliseconds. */
  ms: number;
  /** As written, such as `15 days`: a valid PostgreSQL interval. */
  text: string;
}

const units = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `<whole number> second(s)|minute(s)|hour(s)|day(s)`. Months are left out: their length in ms depends on the date. */
export const duration = z.string().transform((written, ctx): Duration => {
  const text = written.trim().toLowerCase();
  const [, count, unit] = /^([1-9]\d{0,4}) +(second|minute|hour|day)s?$/u.exec(text) ?? [];
  if (count && unit) return { ms: Number(count) * units[unit as keyof typeof units], text };
  ctx.addIssue({ code: 'custom', message: 'is not a duration: a number from 1, then seconds, minutes, hours or days' });
  return z.NEVER;
});

/** `<whole number> month(s)` besides: for spans that only the database counts, which knows the calendar. */
export const period = z.string().transform((written, ctx): Pick<Duration, 'text'> => {
  const text = written.trim().toLowerCase();
  if (/^[1-9]\d{0,4} +(?:second|minute|hour|day|month)s?$/u.test(text)) return { text };
  ctx.addIssue({
    code: 'custom',
    message: 'is not a period: a number from 1, then seconds, minutes, hours, days or months',
  });
  return z.NEVER;
});
