import type { AccountMailKind, EndingMailKind, ReminderKind } from '@app/contracts';

/** What every message says of the person it is for. */
export interface PersonWords {
  /** Null for an account that no registration opened. */
  caseNumber: string | null;
  firstName: string;
  lastName: string;
  /** Null when the directory may not tell: the SIRET stands alone. */
  establishmentName: string | null;
  siret: string;
  /** Origin of the site. */
  publicUrl: string;
}

/** What a message about a registration says of its case. */
export interface CaseWords extends PersonWords {
  caseNumber: string;
  receivedAt: Date;
}

export interface PasswordWay {
  link: string;
  /** `XXXX-XXXX`. */
  code: string;
  deadline: Date;
}

/** One union a kind, so that no message can be made without what it tells. */
export type RegistrationMailContent =
  /** `approved`: by an operator, after a review. */
  | ({ kind: 'creation'; approved: boolean } & CaseWords & PasswordWay)
  | ({ kind: ReminderKind } & CaseWords & PasswordWay)
  | ({ kind: 'welcome'; identifier: string } & CaseWords)
  | ({ kind: 'address-changed' } & CaseWords)
  | ({ kind: EndingMailKind; reason: string | null } & CaseWords);

export type AccountMailContent =
  | ({ kind: 'reset' } & PersonWords & PasswordWay)
  /** `at`: when it happened. */
  | ({ kind: Exclude<AccountMailKind, 'reset' | 'account-expired' | 'renewal-asked'>; at: Date } & PersonWords)
  | ({ kind: 'account-expired' } & PersonWords)
  | ({ kind: 'renewal-asked'; colleague: { firstName: string; lastName: string } } & PersonWords);

export type MailContent = RegistrationMailContent | AccountMailContent;
