import type { AccountFact, AuditFact, LinkFact, MailFact, NoticeFact, RegistrationFact } from './facts.js';
import type { HandOver, JourneyRun, Ledgers, ReceivedMail, Told } from './ledgers.js';

/** All that the four books say of one registration; its account's life is told by `account-ledgers.ts`. */
export interface CaseLedger extends Post {
  registration: RegistrationFact;
  accounts: AccountFact[];
  links: LinkFact[];
  mails: MailFact[];
  notices: NoticeFact[];
  audits: AuditFact[];
  /** Oldest first. */
  runs: JourneyRun[];
  told: Told[];
}

const made = new WeakMap<Ledgers, CaseLedger[]>();

/** One per registration in the database. */
export function casesOf(ledgers: Ledgers): CaseLedger[] {
  const known = made.get(ledgers);
  if (known) return known;
  const { facts, journeys, told } = ledgers;
  const by = <T extends { registrationId: string | null }>(rows: readonly T[]) =>
    Map.groupBy(rows, ({ registrationId }) => registrationId);
  const [accounts, links, mails] = [by(facts.accounts), by(facts.links), by(facts.mails)];
  const notices = Map.groupBy(facts.notices, ({ journey, subject }) => `${journey} ${subject}`);
  const audits = Map.groupBy(facts.audits, ({ subject }) => subject);
  const runs = Map.groupBy(journeys, ({ journey, subject }) => `${journey} ${subject}`);
  const post = postOf(ledgers);
  const answers = Map.groupBy(told, caseOf(ledgers));

  const cases = facts.registrations.map((registration): CaseLedger => {
    const { id, caseNumber } = registration;
    const sent = mails.get(id) ?? [];
    return {
      registration,
      accounts: accounts.get(id) ?? [],
      links: links.get(id) ?? [],
      mails: sent,
      notices: notices.get(`registration ${caseNumber}`) ?? [],
      audits: audits.get(caseNumber) ?? [],
      runs: oldestFirst(runs.get(`registration ${caseNumber}`)),
      ...post(sent),
      told: answers.get(caseNumber) ?? [],
    };
  });
  made.set(ledgers, cases);
  return cases;
}

export interface Post {
  /** Copies of each mail. */
  copies: Map<MailFact, ReceivedMail[]>;
  /** Attempts to hand each mail over, the oldest first. */
  tries: Map<MailFact, HandOver[]>;
}

/** What became of mails, by their names. */
export function postOf({ inbox, handOvers }: Ledgers): (sent: readonly MailFact[]) => Post {
  const received = Map.groupBy(inbox, messageNameOf);
  const tried = Map.groupBy(handOvers, ({ envelopeName }) => envelopeName);
  return (sent) => ({
    copies: new Map(sent.map((mail) => [mail, (mail.messageId && received.get(mail.messageId)) || []])),
    tries: new Map(sent.map((mail) => [mail, (mail.messageId && tried.get(mail.messageId)) || []])),
  });
}

export const oldestFirst = (runs: JourneyRun[] = []): JourneyRun[] =>
  runs.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());

/** Local part of the Message-ID, which is what the database keeps. */
export const messageNameOf = ({ messageId }: Pick<ReceivedMail, 'messageId'>): string =>
  (messageId ?? '').replace(/^<|>$/gu, '').split('@')[0] ?? '';

/** Of an answer, or of the address that was asked; undefined when neither tells. */
export function caseOf({ facts }: Ledgers): (told: Told) => string | undefined {
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
