import { casesOf, type CaseLedger, isOver } from '../case-ledgers.js';
import type { Invariant } from '../ledgers.js';

/** I1: each acknowledged registration ended in one terminal state, or waits with a live timer, retry or block: none lost, none stuck. */
export const noneLostNoneStuck: Invariant = (ledgers) => [...lost(ledgers), ...casesOf(ledgers).flatMap(stuck)];

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
  const hasTimer = run.timers.some(({ firedAt, canceledAt }) => !firedAt && !canceledAt);
  const waits = status === 'checking' ? retried.size > 0 || blockedReason !== null : hasTimer;
  return waits ? unsent : [violation(`${status}, and its journey waits for nothing`), ...unsent];
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
