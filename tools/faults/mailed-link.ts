import { tokenIn } from './invariants/i03-token-once-in-time.js';
import type { ReceivedMail } from './ledgers.js';

/** Of the link that a mail carries; undefined where it carries none. */
export const tokenOf = ({ links }: Pick<ReceivedMail, 'links'>): string | undefined =>
  links.map(tokenIn).find((token) => token !== undefined);
