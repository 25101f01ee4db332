import type { AccountLedger } from './account-ledgers.js';
import type { Told } from './ledgers.js';

/** A deed of signing in as the audit tells it: it took effect between these two (epoch, ms), nobody knows where. */
export interface Moment {
  what: 'accepted' | 'refused' | 'locked' | 'reset' | 'changed';
  /** When its statement began. */
  from: number;
  /** When its client had the answer, or would have gone away. */
  to: number;
  /** Undefined when a request of nobody's ledger did it. */
  told: Told | undefined;
}

const events: Record<string, Moment['what']> = {
  'sign-in.accepted': 'accepted',
  'sign-in.refused': 'refused',
  'identifier.locked': 'locked',
  'password.reset': 'reset',
  'password.changed': 'changed',
};
/** Nothing that was asked for is still being done this long after it was begun, ms. */
const longest = 30_000;

/** The oldest first, by their beginnings; two of them may have happened the other way round. */
export function momentsOf({ audits, told }: AccountLedger): Moment[] {
  const asked = new Map(told.map((one) => [one.correlationId, one]));
  return audits.flatMap(({ event, outcome, at, correlationId }) => {
    const what = events[event];
    // A right password of an account that has expired is no failure.
    if (!what || (what === 'refused' && outcome !== 'credentials-refused')) return [];
    const by = asked.get(correlationId ?? undefined);
    const from = at.getTime();
    return [{ what, from, to: by && by.status !== null ? Math.max(from, by.answeredAt) : from + longest, told: by }];
  });
}

export const isSurelyBefore = (one: Moment, other: Moment): boolean => one.to < other.from;
