/** A time that a story waits for. */
export interface Moment {
  /** ISO 8601. */
  at: string;
  /** What operators read on its timer. */
  summary: string;
}

export const isPast = (time: string | null | undefined): boolean =>
  typeof time === 'string' && Date.parse(time) <= Date.now();

/** The first of these times, ISO 8601; undefined when there is none. */
export const earliest = (...times: (string | null | undefined)[]): string | undefined =>
  times.filter((time) => typeof time === 'string').sort()[0];
