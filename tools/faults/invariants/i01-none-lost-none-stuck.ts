import { mailOfJourney } from '@app/contracts';
import { type AccountLedger, accountsOf } from '../account-ledgers.js';
import { casesOf, type CaseLedger, isOver } from '../case-ledgers.js';
import type { Invariant, JourneyRun } from '../ledgers.js';

/**
 * I1: each acknowledged registration, reset and lock ended in one terminal state, or waits with a live timer, retry or block: none
 * lost, none stuck.
 */
export const noneLostNoneStuck: Invariant = (ledgers) => [
  ...[...lost(ledgers), ...casesOf(ledgers).flatMap(stuck)],
  ...[...lostRequests(ledgers), ...accountsOf(ledgers).flatMap(stuckAccount)],
];

const lost: Invariant = ({ told, facts }) => {
  const known = new Set(facts.registrations.map(({ caseNumber }) => caseNumber));
  const acknowledged = told
    .filter(({ act, status }) => act === 'register' && (status === 201 || status === 202))
    .map(({ body }) => (body as { caseNumber: string }).caseNumber);
  return [...new Set(acknowledged)]
    .filter((caseNumber) => !known.has(caseNumber))
    .map((caseNumber) => ({
      invariant: 'I1',
      caseNumber,
      text: 'was acknowledged, and the database does not know it',
    }));
};

function stuck({ registration, mails, runs }: CaseLedger): ReturnType<Invariant> {
  const { caseNumber, status, blockedReason } = registration;
  const violation = (text: string) => ({ invariant: 'I1' as const, caseNumber, text });
  const run = runs.find((one) => one.status === 'RUNNING');
  const retried = new Set(run?.activities.filter(({ end }) => end === 'pending').map(({ type }) => type));
  const waiting = mails.filter(({ state }) => state === 'due' || state === 'sending');

  const unsent = waiting
    .filter(({ kind }) => !retried.has(sendsKind(kind)))
    .map(({ kind, state }) => violation(`${status}: mail « ${kind} » is ${state}, and no activity will send it`));
  if (isOver(registration)) return unsent;
  if (!run) return [violation(`${status}, and no journey is open`)];
  const waits = status === 'checking' ? retried.size > 0 || blockedReason !== null : hasTimer(run);
  return waits ? unsent : [violation(`${status}, and its journey waits for nothing`), ...unsent];
}

const hasTimer = ({ timers }: JourneyRun): boolean => timers.some(({ firedAt, canceledAt }) => !firedAt && !canceledAt);

const lostRequests: Invariant = ({ told, facts }) => {
  const taken = new Set(facts.resetRequests.map(({ correlationId }) => correlationId));
  return told
    .filter(
      ({ act, status, correlationId }) => act === 'ask-reset' && status === 202 && !taken.has(correlationId ?? ''),
    )
    .map(() => ({
      invariant: 'I1',
      text: 'a reset was asked for and acknowledged, and the database does not know it',
    }));
};

function stuckAccount({ caseNumber, account, mails, resets, lockouts, runs }: AccountLedger): ReturnType<Invariant> {
  const open = runs.filter(({ status }) => status === 'RUNNING');
  const violation = (text: string) => ({ invariant: 'I1' as const, caseNumber, text });
  const sends = ({ journey, activities }: JourneyRun, kind: string) =>
    (mailOfJourney[journey as keyof typeof mailOfJourney] as readonly string[]).includes(kind) &&
    activities.some(({ type, end }) => type === 'sendAccountMail' && end === 'pending');
  const unsent = mails
    .filter(({ state, kind }) => (state === 'due' || state === 'sending') && !open.some((run) => sends(run, kind)))
    .map(({ kind, state }) => violation(`mail « ${kind} » is ${state}, and no activity will send it`));
  const waiting = [
    ...resets.filter(({ state }) => state === 'open').map(() => ['password-reset', account.id] as const),
    ...lockouts.filter(({ endedAt }) => !endedAt).map(({ id }) => ['lockout', id] as const),
  ];
  const idle = waiting
    .filter(([journey, id]) => !open.some((run) => run.journey === journey && run.subject === id && hasTimer(run)))
    .map(([journey]) => violation(`its ${journey} is open, and no journey waits for its end`));
  return [...unsent, ...idle];
}

/** The activity of each message (`libs/contracts`). */
function sendsKind(kind: string): string {
  if (kind.startsWith('reminder-')) return 'sendReminder';
  const own: Record<string, string> = {
    creation: 'sendCreationMail',
    welcome: 'sendWelcomeMail',
    'address-changed': 'sendAddressChangedMail',
  };
  return own[kind] ?? 'sendEndingMail';
}
