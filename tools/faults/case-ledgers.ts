import type {
  AccountFact,
  AuditFact,
  HandOver,
  JourneyRun,
  Ledgers,
  LinkFact,
  MailFact,
  NoticeFact,
  ReceivedMail,
  RegistrationFact,
  Told,
} from './ledgers.js';

/** All that the four books say of one case. */
export interface CaseLedger {
  registration: RegistrationFact;
  accounts: AccountFact[];
  links: LinkFact[];
  mails: MailFact[];
  notices: NoticeFact[];
  audits: AuditFact[];
  /** Oldest first. */
  runs: JourneyRun[];
  /** Copies of each mail. */
  copies: Map<MailFact, ReceivedMail[]>;
  /** Attempts to hand each mail over, the oldest first. */
  tries: Map<MailFact, HandOver[]>;
  told: Told[];
}

const made = new WeakMap<Ledgers, CaseLedger[]>();

/** One per registration in the database. */
export function casesOf(ledgers: Ledgers): CaseLedger[] {
  const known = made.get(ledgers);
  if (known) return known;
  const { facts, journeys, inbox, handOvers, told } = ledgers;
  const [accounts, links, mails] = [facts.accounts, facts.links, facts.mails].map((rows) =>
    Map.groupBy<string, AccountFact | LinkFact | MailFact>(rows, (row) => row.registrationId),
  ) as [Map<string, AccountFact[]>, Map<string, LinkFact[]>, Map<string, MailFact[]>];
  const notices = Map.groupBy(facts.notices, ({ caseNumber }) => caseNumber);
  const audits = Map.groupBy(facts.audits, ({ caseNumber }) => caseNumber);
  const runs = Map.groupBy(journeys, ({ caseNumber }) => caseNumber);
  const received = Map.groupBy(inbox, messageNameOf);
  const tried = Map.groupBy(handOvers, ({ envelopeName }) => envelopeName);
  const answers = Map.groupBy(told, caseOf(ledgers));

  const cases = facts.registrations.map((registration): CaseLedger => {
    const { id, caseNumber } = registration;
    const sent = mails.get(id) ?? [];
    return {
      registration,
      accounts: accounts.get(id) ?? [],
      links: links.get(id) ?? [],
      mails: sent,
      notices: notices.get(caseNumber) ?? [],
      audits: audits.get(caseNumber) ?? [],
      runs: (runs.get(caseNumber) ?? []).sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime()),
      copies: new Map(sent.map((mail) => [mail, (mail.messageId && received.get(mail.messageId)) || []])),
      tries: new Map(sent.map((mail) => [mail, (mail.messageId && tried.get(mail.messageId)) || []])),
      told: answers.get(caseNumber) ?? [],
    };
  });
  made.set(ledgers, cases);
  return cases;
}

/** Local part of the Message-ID, which is what the database keeps. */
export const messageNameOf = ({ messageId }: Pick<ReceivedMail, 'messageId'>): string =>
  (messageId ?? '').replace(/^<|>$/gu, '').split('@')[0] ?? '';

/** Of an answer, or of the address that was asked; undefined when neither tells. */
function caseOf({ facts }: Ledgers): (told: Told) => string | undefined {
  const byPublicId = new Map(facts.registrations.map(({ publicId, caseNumber }) => [publicId, caseNumber]));
  return ({ path, request, body }) => {
    const { caseNumber } = (body ?? {}) as { caseNumber?: unknown };
    if (typeof caseNumber === 'string') return caseNumber;
    if (typeof request.caseNumber === 'string') return request.caseNumber;
    return byPublicId.get(/^\/v1\/registrations\/([^/]+)/u.exec(path)?.[1] ?? '');
  };
}

export const isOver = ({ status }: RegistrationFact): boolean =>
  !['checking', 'under-review', 'awaiting-password'].includes(status);
