import { type AccountLedger, accountsOf } from '../account-ledgers.js';
import { casesOf, type CaseLedger, isOver } from '../case-ledgers.js';
import type { Invariant } from '../ledgers.js';

/** Deeds of people that are told to the journey: each writes one audit line and one notice, in one transaction. */
const deeds = new Set(['registration.received', 'mail.asked', 'email.corrected', 'password.created']);

/** I8: PostgreSQL and Temporal agree at rest: same stage, same ending, every notice heard, no journey of a case that is not there. */
export const factsAndJourneysAgree: Invariant = (ledgers) => {
  const { registrations, accounts, lockouts } = ledgers.facts;
  const known = new Set([
    ...registrations.map(({ caseNumber }) => caseNumber),
    ...[...accounts, ...lockouts].map(({ id }) => id),
  ]);
  const orphans = ledgers.journeys
    .filter(({ subject, ending }) => !known.has(subject) && ending !== 'gone')
    .map(({ journey, caseNumber, status }) => ({
      invariant: 'I8' as const,
      caseNumber,
      text: `${status} ${journey} of a case that is not there`,
    }));
  return [
    ...[...orphans, ...unheard(ledgers)],
    ...casesOf(ledgers).flatMap((one) => [...notices(one), ...stages(one)]),
    ...accountsOf(ledgers).flatMap((one) => [...accountNotices(one), ...accountStages(one)]),
  ];
};

const unheard: Invariant = ({ facts }) =>
  facts.notices
    // Given up is wrong also where `reconcile` told the journey later: nothing but outages was in its way.
    .filter(({ deliveredAt, stuckAt }) => !deliveredAt || stuckAt)
    .map(({ id, journey, subject, stuckAt }) => ({
      invariant: 'I8',
      ...(journey === 'registration' ? { caseNumber: subject } : {}),
      text: `notice ${id} for ${journey} was ${stuckAt ? 'given up' : 'never heard'}`,
    }));

function notices({ registration: { caseNumber }, notices: all, audits }: CaseLedger): ReturnType<Invariant> {
  const done = audits.filter(({ event }) => deeds.has(event)).length;
  return done === all.length ? [] : [{ invariant: 'I8', caseNumber, text: `${done} deeds, ${all.length} notices` }];
}

function stages({ registration, mails, runs }: CaseLedger): ReturnType<Invariant> {
  const { caseNumber, status, reason } = registration;
  const violation = (text: string) => [{ invariant: 'I8' as const, caseNumber, text }];
  const open = runs.filter((run) => run.status === 'RUNNING');
  if (open.length > 1) return violation(`${open.length} journeys are open`);
  const last = open[0] ?? runs.at(-1);
  if (!last) return violation(`${status}, and it never had a journey`);
  if (last.stage !== undefined && last.stage !== status)
    return violation(`${status}, shown to operators as ${last.stage}`);
  const hasWork = mails.some(({ state }) => state === 'due' || state === 'sending');
  if (!isOver(registration)) return open.length === 1 ? [] : violation(`${status}, and its journey is ${last.status}`);
  if (open.length > 0) return hasWork ? [] : violation(`${status}, and its journey does not know: it is still open`);
  const ending = status === 'refused' ? `refused: ${reason ?? ''}` : status;
  return last.ending === ending || last.status !== 'COMPLETED'
    ? []
    : violation(`${status}, and its journey ended as ${last.ending}`);
}

/** What each journey of an account was told; an account's mail has other causes too. */
function accountNotices({ caseNumber, notices: all, audits, requests }: AccountLedger): ReturnType<Invariant> {
  const lines = (...events: string[]) => audits.filter(({ event }) => events.includes(event)).length;
  const begun = requests.filter(({ outcome }) => outcome === 'reset').length;
  const expected = [
    ['password-reset', begun + lines('password.reset')],
    ['lockout', lines('identifier.locked', 'identifier.unlocked')],
    ['account-mail', lines('password.reset', 'password.changed')],
  ] as const;
  return expected.flatMap(([journey, done]) => {
    const written = all.filter((notice) => notice.journey === journey).length;
    const agrees = journey === 'account-mail' ? written >= done : written === done;
    const text = `${done} deeds for ${journey}, ${written} notices`;
    return agrees ? [] : [{ invariant: 'I8' as const, caseNumber, text }];
  });
}

/** A reset or a lock that is open has its journey; the last one of what has ended says the same, where one had begun at all. */
function accountStages({ caseNumber, account, resets, lockouts, mails, runs }: AccountLedger): ReturnType<Invariant> {
  const hasWork = mails.some(({ state }) => state === 'due' || state === 'sending');
  const newest = resets.at(-1);
  const facts = [
    ...(newest ? [['password-reset', account.id, newest.state, newest.state === 'open'] as const] : []),
    ...lockouts.map(({ id, endedAs }) => ['lockout', id, endedAs, endedAs === null] as const),
    ['account-mail', account.id, 'sent', false] as const,
  ];
  return facts.flatMap(([journey, subject, ending, isLive]) => {
    const own = runs.filter((run) => run.journey === journey && run.subject === subject);
    const open = own.filter(({ status }) => status === 'RUNNING').length;
    const violation = (text: string) => [{ invariant: 'I8' as const, caseNumber, text: `${journey}: ${text}` }];
    if (isLive) return open === 1 ? [] : violation(`open, with ${open} journeys`);
    if (open > 0) return hasWork ? [] : violation('its journey does not know that it is over');
    const last = own.at(-1);
    return !last || last.status !== 'COMPLETED' || last.ending === ending
      ? []
      : violation(`${ending}, and its journey ended as ${last.ending}`);
  });
}
