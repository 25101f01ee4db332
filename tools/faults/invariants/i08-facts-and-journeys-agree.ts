import { casesOf, type CaseLedger, isOver } from '../case-ledgers.js';
import type { Invariant } from '../ledgers.js';

/** Deeds of people that are told to the journey: each writes one audit line and one notice, in one transaction. */
const deeds = new Set(['registration.received', 'mail.asked', 'email.corrected', 'password.created']);

/** I8: PostgreSQL and Temporal agree at rest: same stage, same ending, every notice heard, no journey of a case that is not there. */
export const factsAndJourneysAgree: Invariant = (ledgers) => {
  const known = new Set(ledgers.facts.registrations.map(({ caseNumber }) => caseNumber));
  const orphans = ledgers.journeys
    .filter(({ caseNumber, ending }) => !known.has(caseNumber) && ending !== 'gone')
    .map(({ caseNumber, status }) => ({
      invariant: 'I8' as const,
      caseNumber,
      text: `${status} journey of a case that is not there`,
    }));
  return [...orphans, ...casesOf(ledgers).flatMap((one) => [...notices(one), ...stages(one)])];
};

function notices({ registration: { caseNumber }, notices: all, audits }: CaseLedger): ReturnType<Invariant> {
  const violation = (text: string) => ({ invariant: 'I8' as const, caseNumber, text });
  const unheard = all.filter(({ deliveredAt }) => !deliveredAt);
  const done = audits.filter(({ event }) => deeds.has(event)).length;
  return [
    ...unheard.map(({ id, stuckAt }) => violation(`notice ${id} was ${stuckAt ? 'given up' : 'never heard'}`)),
    ...(done === all.length ? [] : [violation(`${done} deeds, ${all.length} notices`)]),
  ];
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
