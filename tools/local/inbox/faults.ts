import { z } from 'zod';
import { FaultOrders } from '../fault-orders.js';

const kinds = [
  'refuse-550',
  'refuse-451',
  'hang',
  'drop-before-data',
  'drop-in-data',
  'drop-after-data',
  'bounce',
  'down',
] as const;
export type FaultKind = (typeof kinds)[number];

export const Fault = z.strictObject({
  /** Recipient's address or domain; every recipient when absent. */
  match: z.string().min(1).max(320).optional(),
  fault: z.enum(kinds),
  /** How often it happens, then all is well again; without it, until `DELETE /faults`. */
  times: z.int().min(1).max(1_000_000).optional(),
});
export type Fault = z.infer<typeof Fault>;

const concerns = ({ match }: Fault, recipient: string): boolean => {
  const [wanted, address] = [match?.toLowerCase(), recipient.toLowerCase()];
  return wanted === undefined || address === wanted || address.endsWith(`@${wanted}`);
};

export class InboxFaults extends FaultOrders<Fault> {
  /** Whether the SMTP port itself is closed: `down` without a number of times. */
  isDown(): boolean {
    return this.list().some(({ fault, times }) => fault === 'down' && times === undefined);
  }

  /** The fault that hits this recipient now, of the kinds that can happen at this point. */
  hits(recipient: string, ...possible: FaultKind[]): FaultKind | undefined {
    return this.take((fault) => possible.includes(fault.fault) && concerns(fault, recipient));
  }
}
