import type { LinkSeed } from '@app/persistence';

/** A message that may be sent now, leased to one attempt. Its owner adds what its words need. */
export interface LeasedMail {
  id: string;
  attempt: number;
  messageName: string;
  recipient: string;
  firstName: string;
  lastName: string;
  siret: string;
  establishmentName: string | null;
  /** The end that the message announces. */
  deadline: Date | null;
  link: LinkSeed | null;
}

/** Seconds, renewed each second while a hand-over lasts: a dead worker's message is free again after this. */
export const leaseSeconds = 5;
