/** What PostgreSQL holds (b), as far as promises were made of it. */
export interface RegistrationFact {
  id: string;
  publicId: string;
  caseNumber: string;
  siret: string;
  status: string;
  reason: string | null;
  blockedReason: string | null;
  receivedAt: Date;
  openedAt: Date | null;
  reviewUntil: Date | null;
  deadline: Date | null;
  endedAt: Date | null;
  mailNumber: number;
}
export interface AccountFact {
  id: string;
  registrationId: string;
  siret: string;
  status: string;
  hasPassword: boolean;
  credentialsVersion: number;
}
/** Of one of both. */
interface Owned {
  registrationId: string | null;
  accountId: string | null;
}
export interface LinkFact extends Owned {
  id: string;
  purpose: 'creation' | 'reset';
  tokenHash: string;
  issuedAt: Date;
  liveAt: Date | null;
  expiresAt: Date;
  supersededAt: Date | null;
  usedAt: Date | null;
}
export interface MailFact extends Owned {
  id: string;
  kind: string;
  number: number;
  /** Local part of the Message-ID. */
  messageId: string | null;
  state: string;
  ambiguous: number;
  attempts: number;
  reply: string | null;
  dueAt: Date;
  attemptedAt: Date | null;
  acceptedAt: Date | null;
}
export interface NoticeFact {
  id: string;
  /** The destination, and what is told apart there: a case number, an account, a lock or a request. */
  journey: string;
  subject: string;
  createdAt: Date;
  deliveredAt: Date | null;
  stuckAt: Date | null;
}
export interface AuditFact {
  at: Date;
  event: string;
  actor: string;
  /** A case number, or an account. */
  subject: string | null;
  outcome: string;
  decisionId: string | null;
  correlationId: string | null;
}
/** A lock of an account, with the guard that it was taken from. */
export interface LockoutFact {
  id: string;
  /** Null when nobody holds the identifier. */
  accountId: string | null;
  lockedAt: Date;
  endedAt: Date | null;
  endedAs: string | null;
  guardIsLocked: boolean;
  guardFailures: number;
}
export interface ResetRequestFact {
  id: string;
  accountId: string | null;
  outcome: string | null;
  askedAt: Date;
  handledAt: Date | null;
  correlationId: string;
}
export interface PasswordResetFact {
  id: string;
  accountId: string;
  state: string;
  openedAt: Date;
  deadline: Date;
  endedAt: Date | null;
}
export interface SessionFact {
  accountId: string;
  credentialsVersion: number;
  openedAt: Date;
}

export interface Facts {
  registrations: RegistrationFact[];
  accounts: AccountFact[];
  links: LinkFact[];
  mails: MailFact[];
  notices: NoticeFact[];
  audits: AuditFact[];
  lockouts: LockoutFact[];
  resetRequests: ResetRequestFact[];
  resets: PasswordResetFact[];
  sessions: SessionFact[];
}
