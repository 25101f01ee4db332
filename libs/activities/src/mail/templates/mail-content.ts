import type { EndingMailKind, ReminderKind } from '@app/contracts';

/** What every message says of its case. */
export interface CaseWords {
  caseNumber: string;
  firstName: string;
  lastName: string;
  /** Null when the directory may not tell: the SIRET stands alone. */
  establishmentName: string | null;
  siret: string;
  receivedAt: Date;
  /** Origin of the site. */
  publicUrl: string;
}

export interface PasswordWay {
  link: string;
  /** `XXXX-XXXX`. */
  code: string;
  deadline: Date;
}

/** One union a kind, so that no message can be made without what it tells. */
export type MailContent =
  | ({ kind: 'creation' | ReminderKind } & CaseWords & PasswordWay)
  | ({ kind: 'welcome'; identifier: string } & CaseWords)
  | ({ kind: 'address-changed' } & CaseWords)
  | ({ kind: EndingMailKind; reason: string | null } & CaseWords);
