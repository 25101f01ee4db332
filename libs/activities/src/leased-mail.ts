import type { MailKind } from '@app/contracts';

/** A message that may be sent now, leased to one attempt. */
export interface LeasedMail {
  id: string;
  attempt: number;
  kind: MailKind;
  messageName: string;
  recipient: string;
  caseNumber: string;
  siret: string;
  establishmentName: string | null;
  firstName: string;
  lastName: string;
  identifier: string | null;
  reason: string | null;
  receivedAt: Date;
  /** The end that the message announces. */
  deadline: Date | null;
  link: { id: string; purpose: 'creation' | 'reset'; nonce: string; keyId: string } | null;
}

/** Seconds, renewed each second while a hand-over lasts: a dead worker's message is free again after this. */
export const leaseSeconds = 5;
