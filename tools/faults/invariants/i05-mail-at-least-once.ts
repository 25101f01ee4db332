import { accountsOf } from '../account-ledgers.js';
import { casesOf, type CaseLedger, messageNameOf, type Post } from '../case-ledgers.js';
import type { MailFact } from '../facts.js';
import type { FaultSpan, HandOver, Invariant, ReceivedMail, Violation } from '../ledgers.js';
import { outageWithin } from '../outage-time.js';

/** I5: of each mail, copies ≤ 1 + ambiguous attempts, one Message-ID, one link; at least one copy, or a visible block; refusals are the relay's. */
export const mailAtLeastOnce: Invariant = (ledgers) => [
  ...strangers(ledgers),
  ...casesOf(ledgers).flatMap((one) => {
    const sent = { ...one, caseNumber: one.registration.caseNumber };
    return [...one.mails.flatMap((mail) => wrong(sent, mail, ledgers.faults)), ...unshown(one)];
  }),
  ...accountsOf(ledgers).flatMap((one) => one.mails.flatMap((mail) => wrong(one, mail, ledgers.faults))),
];

/** A Message-ID that changes from one attempt to the next stands in no ledger. */
const strangers: Invariant = ({ facts, inbox, handOvers }) => {
  const names = new Set(facts.mails.map(({ messageId }) => messageId));
  const tried = new Set(
    handOvers.flatMap(({ envelopeName, messageName }) => [envelopeName, messageName ?? envelopeName]),
  );
  const strange = [...tried].filter((name) => !names.has(name));
  const unknown = inbox.filter((mail) => !names.has(messageNameOf(mail)));
  return [
    ...unknown.map(({ messageId, subject }) => ({
      invariant: 'I5' as const,
      text: `« ${subject} » arrived as ${messageId}, which no mail of the ledger is called`,
    })),
    ...strange.map((name) => ({
      invariant: 'I5' as const,
      text: `a message was tried as ${name}, which no mail of the ledger is called`,
    })),
  ];
};

/** `audits`: of a registration, whose mail an operator may have sent again by hand. */
type Sent = Post & Pick<CaseLedger, 'audits'> & { caseNumber: string };

function wrong({ caseNumber, copies, tries, audits }: Sent, mail: MailFact, faults: FaultSpan[]): Violation[] {
  const received = copies.get(mail) ?? [];
  const retries = audits.filter(({ event, outcome }) => event === 'registration.retry' && outcome === 'applied').length;
  const found: string[] = [];
  const most = 1 + mail.ambiguous + 2 * retries; // a retry by hand begins the count anew
  if (received.length > most) found.push(`${received.length} copies, ${mail.ambiguous} ambiguous attempts`);
  if (linksOf(received).size > 1) found.push(`its copies carry ${linksOf(received).size} links`);
  if (mail.state === 'accepted' && received.length === 0) found.push('accepted, and the inbox has no copy');
  if (mail.state === 'refused' && !isRefusal(mail.reply ?? ''))
    found.push(`refused on the reply « ${mail.reply ?? ''} »`);
  // A final refusal is never asked again: the relay would take us for a spammer (kratos#1598).
  const all = tries.get(mail) ?? [];
  const refused = all.findIndex((one) => isFinal(one) && !wentUnwritten(one, faults));
  const later = refused === -1 ? 0 : all.length - refused - 1;
  if (later > 0 && retries === 0) found.push(`refused as ${all[refused]?.reply}, and tried ${later} times more`);
  return found.map((text) => ({ invariant: 'I5', caseNumber, text: `« ${mail.kind} » ${mail.number}: ${text}` }));
}

const isFinal = ({ reply }: HandOver): boolean => reply !== undefined && reply >= 500;

const writers = new Set(['worker', 'postgres', 'worker-postgres', 'worker-relay']);
/** From the first word to the relay until its answer is in the ledger, ms, on a slow cable. */
const longestWriting = 5_000;

/** Whoever was told it died, or nothing could be written down: the next attempt cannot know. */
const wentUnwritten = ({ at }: HandOver, faults: FaultSpan[]): boolean =>
  outageWithin(
    faults.filter(({ part }) => writers.has(part) || part.startsWith('mail.')),
    at,
    at + longestWriting,
  ) > 0;

/** The relay's own word, or ours on an address that no relay could be asked about. */
const isRefusal = (reply: string): boolean => /^5\d\d\b|^EENVELOPE$/u.test(reply);

const linksOf = (received: ReceivedMail[]): Set<string> =>
  new Set(
    received.flatMap(({ links }) => links.filter((url) => /\/mot-de-passe\/(?:creer|reinitialiser)\/./u.test(url))),
  );

/** The creation mail holds the case: whoever looks sees why. */
function unshown({ registration, mails }: CaseLedger): Violation[] {
  const { caseNumber, status, blockedReason, mailNumber } = registration;
  const newest = mails.find(({ kind, number }) => kind === 'creation' && number === mailNumber);
  const isGivenUp = newest?.state === 'refused' || newest?.state === 'undelivered';
  if (!isGivenUp || status !== 'awaiting-password' || blockedReason !== null) return [];
  return [
    { invariant: 'I5', caseNumber, text: `« creation » is ${newest.state}, and the case is not shown as blocked` },
  ];
}
