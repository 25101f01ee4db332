import { casesOf, type CaseLedger, messageNameOf } from '../case-ledgers.js';
import type { Invariant, MailFact, ReceivedMail } from '../ledgers.js';

/** I5: of each mail, copies ≤ 1 + ambiguous attempts, one Message-ID, one link; at least one copy, or a visible block; refusals are the relay's. */
export const mailAtLeastOnce: Invariant = (ledgers) => [
  ...strangers(ledgers),
  ...casesOf(ledgers).flatMap((one) => one.mails.flatMap((mail) => [...wrongCopies(one, mail), ...again(one, mail)])),
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

function wrongCopies({ registration, copies, audits }: CaseLedger, mail: MailFact): ReturnType<Invariant> {
  const { caseNumber, status, blockedReason } = registration;
  const received = copies.get(mail) ?? [];
  const violation = (text: string) => ({
    invariant: 'I5' as const,
    caseNumber,
    text: `« ${mail.kind} » ${mail.number}: ${text}`,
  });
  const found = [];
  const most = 1 + mail.ambiguous + 2 * retries(audits); // a retry by hand begins the count anew
  if (received.length > most) found.push(violation(`${received.length} copies, ${mail.ambiguous} ambiguous attempts`));
  if (linksOf(received).size > 1) found.push(violation(`its copies carry ${linksOf(received).size} links`));
  if (mail.state === 'accepted' && received.length === 0) found.push(violation('accepted, and the inbox has no copy'));
  if (mail.state === 'refused' && !isRefusal(mail.reply ?? ''))
    found.push(violation(`refused on the reply « ${mail.reply ?? ''} »`));
  const isGivenUp = mail.state === 'refused' || mail.state === 'undelivered';
  const isNewest = mail.kind === 'creation' && mail.number === registration.mailNumber;
  if (isGivenUp && isNewest && status === 'awaiting-password' && blockedReason === null)
    found.push(violation(`${mail.state}, and the case is not shown as blocked`));
  return found;
}

/** The relay's own word, or ours on an address that no relay could be asked about. */
const isRefusal = (reply: string): boolean => /^5\d\d\b|^EENVELOPE$/u.test(reply);

const retries = (audits: CaseLedger['audits']): number =>
  audits.filter(({ event, outcome }) => event === 'registration.retry' && outcome === 'applied').length;

const linksOf = (received: ReceivedMail[]): Set<string> =>
  new Set(received.flatMap(({ links }) => links.filter((url) => url.includes('/mot-de-passe/creer/'))));

/** A final refusal is never asked again: the relay would take us for a spammer (kratos#1598). */
function again({ registration: { caseNumber }, audits, tries }: CaseLedger, mail: MailFact): ReturnType<Invariant> {
  const all = tries.get(mail) ?? [];
  const refused = all.findIndex(({ reply }) => reply !== undefined && reply >= 500);
  const later = refused === -1 ? 0 : all.length - refused - 1;
  if (later === 0 || retries(audits) > 0) return [];
  const text = `« ${mail.kind} » ${mail.number}: refused as ${all[refused]?.reply}, and tried ${later} times more`;
  return [{ invariant: 'I5', caseNumber, text }];
}
