import { caseOf, oldestFirst, type Post, postOf } from './case-ledgers.js';
import type {
  AccountFact,
  AuditFact,
  LinkFact,
  LockoutFact,
  MailFact,
  NoticeFact,
  PasswordResetFact,
  ResetRequestFact,
  SessionFact,
} from './facts.js';
import type { JourneyRun, Ledgers, Told } from './ledgers.js';

/** All that the four books say of the life of one account: signing in, its locks, resets and mail. */
export interface AccountLedger extends Post {
  account: AccountFact;
  /** Of the registration that it came from. */
  caseNumber: string;
  /** Of resets. */
  links: LinkFact[];
  mails: MailFact[];
  /** Of every destination but the registration's and the requests'. */
  notices: NoticeFact[];
  /** Lines whose subject is the account, the oldest first. */
  audits: AuditFact[];
  lockouts: LockoutFact[];
  requests: ResetRequestFact[];
  resets: PasswordResetFact[];
  sessions: SessionFact[];
  /** Oldest first. */
  runs: JourneyRun[];
  /** Also the password that its registration ended with. */
  told: Told[];
}

const made = new WeakMap<Ledgers, AccountLedger[]>();

/** One per account that came from a registration. */
export function accountsOf(ledgers: Ledgers): AccountLedger[] {
  const known = made.get(ledgers);
  if (known) return known;
  const { facts, journeys, told } = ledgers;
  const cases = new Map(facts.registrations.map(({ id, caseNumber }) => [id, caseNumber]));
  const answers = Map.groupBy(told, caseOf(ledgers));
  const audits = Map.groupBy(facts.audits, ({ subject }) => subject);
  const post = postOf(ledgers);
  const by = <T extends { accountId: string | null }>(rows: readonly T[]) =>
    Map.groupBy(rows, ({ accountId }) => accountId);
  const [links, mails, lockouts] = [by(facts.links), by(facts.mails), by(facts.lockouts)];
  const [requests, resets, sessions] = [by(facts.resetRequests), by(facts.resets), by(facts.sessions)];
  const ofAccount = new Set(['password-reset', 'lockout', 'account-mail']);
  const notices = Map.groupBy(facts.notices, ({ journey, subject }) => (ofAccount.has(journey) ? subject : undefined));
  const runs = Map.groupBy(journeys, ({ journey, subject }) => (ofAccount.has(journey) ? subject : undefined));

  const accounts = facts.accounts.map((account): AccountLedger => {
    const { id } = account;
    const caseNumber = cases.get(account.registrationId) ?? '';
    const sent = mails.get(id) ?? [];
    const locks = lockouts.get(id) ?? [];
    const subjects = [id, ...locks.map((lock) => lock.id)];
    return {
      ...{ account, caseNumber, mails: sent, lockouts: locks },
      links: (links.get(id) ?? []).filter(({ purpose }) => purpose === 'reset'),
      notices: subjects.flatMap((subject) => notices.get(subject) ?? []),
      audits: audits.get(id) ?? [],
      requests: requests.get(id) ?? [],
      resets: resets.get(id) ?? [],
      sessions: sessions.get(id) ?? [],
      runs: oldestFirst(subjects.flatMap((subject) => runs.get(subject) ?? [])),
      told: answers.get(caseNumber) ?? [],
      ...post(sent),
    };
  });
  made.set(ledgers, accounts);
  return accounts;
}
