import { remindersOf } from '@app/domain';
import { type AccountLedger, accountsOf } from '../account-ledgers.js';
import { casesOf, type CaseLedger } from '../case-ledgers.js';
import type { Invariant, JourneyRun, Ledgers } from '../ledgers.js';
import { lostWithin } from '../machine-pace.js';
import { outageWithin } from '../outage-time.js';

/** How late a moment may be noticed when nothing is away on a machine of one's own; the rest is the outage's, or went to others. */
const lateMs = 5_000;

/** I6: no timer early; none later than 5 s + outage, of the time that the machine had for the run. Ends and reminders go by the database's clock. */
export const timersOnTime: Invariant = (ledgers) => [
  ...ledgers.journeys.flatMap((run) => timers(run, ledgers)),
  ...casesOf(ledgers).flatMap((one) => [...expiry(one, ledgers), ...reminders(one, ledgers)]),
  ...accountsOf(ledgers).flatMap((one) => resets(one, ledgers)),
];

function tooLate({ faults, busy }: Ledgers, due: Date, done: Date): boolean {
  const [from, to] = [due.getTime(), done.getTime()];
  return to - from > lateMs + outageWithin(faults, from, to) + lostWithin(busy, faults, from, to);
}

function timers({ caseNumber, timers: all, status }: JourneyRun, ledgers: Ledgers): ReturnType<Invariant> {
  return all.flatMap(({ dueAt, firedAt, canceledAt }) => {
    const text = `timer of ${dueAt.toISOString()}`;
    if (firedAt && firedAt < dueAt) return [{ invariant: 'I6' as const, caseNumber, text: `${text} fired early` }];
    const isOpen = !canceledAt && !firedAt && status === 'RUNNING';
    const seen = firedAt ?? (isOpen ? ledgers.readAt : undefined);
    if (!seen || !tooLate(ledgers, dueAt, seen)) return [];
    return [{ invariant: 'I6' as const, caseNumber, text: `${text} fired ${firedAt?.toISOString() ?? 'not at all'}` }];
  });
}

function expiry({ registration }: CaseLedger, ledgers: Ledgers): ReturnType<Invariant> {
  const { caseNumber, status, openedAt, reviewUntil, endedAt, deadline } = registration;
  const due = openedAt ? deadline : reviewUntil;
  const violation = (text: string) => [{ invariant: 'I6' as const, caseNumber, text }];
  if (!due) return [];
  if (status === 'expired' && endedAt) {
    if (endedAt < due) return violation(`expired at ${endedAt.toISOString()}, before its end ${due.toISOString()}`);
    if (tooLate(ledgers, due, endedAt)) return violation(`expired ${endedAt.getTime() - due.getTime()} ms late`);
  }
  const isOpen = status === 'awaiting-password' || status === 'under-review';
  if (isOpen && tooLate(ledgers, due, ledgers.readAt)) return violation(`${status} past its end ${due.toISOString()}`);
  return [];
}

function resets({ caseNumber, resets: all }: AccountLedger, ledgers: Ledgers): ReturnType<Invariant> {
  const violation = (text: string) => [{ invariant: 'I6' as const, caseNumber, text: `a reset ${text}` }];
  return all.flatMap(({ state, deadline, endedAt }) => {
    if (state === 'expired' && endedAt && endedAt < deadline) return violation('expired before its end');
    if (state === 'used' && endedAt && endedAt >= deadline) return violation('was used after its end');
    const noticed = state === 'expired' ? endedAt : state === 'open' ? ledgers.readAt : null;
    return noticed && tooLate(ledgers, deadline, noticed) ? violation(`of ${deadline.toISOString()} ended late`) : [];
  });
}

/** A mail that was asked for moves the end, hence reminders to come: those cases are left out. */
function reminders({ registration, mails }: CaseLedger, ledgers: Ledgers): ReturnType<Invariant> {
  const { caseNumber, openedAt, deadline, endedAt, mailNumber } = registration;
  if (!openedAt || !deadline || mailNumber > 0) return [];
  const until = endedAt ?? ledgers.readAt;
  return remindersOf(openedAt, deadline).flatMap(({ kind, at }) => {
    const mail = mails.find((one) => one.kind === kind);
    if (mail && mail.dueAt < at) return [{ invariant: 'I6' as const, caseNumber, text: `${kind} came early` }];
    const seen = mail?.dueAt ?? until;
    // Written down after its time by as much as an outage took; a case that ended meanwhile needs none.
    if (seen < at || !tooLate(ledgers, at, seen)) return [];
    return [
      {
        invariant: 'I6' as const,
        caseNumber,
        text: `${kind} of ${at.toISOString()} ${mail ? 'came late' : 'never came'}`,
      },
    ];
  });
}
