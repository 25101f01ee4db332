import { z } from 'zod';

export const services = ['recherche-entreprises', 'sirene'] as const;
export type Service = (typeof services)[number];

const kinds = [
  ...(['timeout', 'slow', 'redirect', 'status-429', 'status-500', 'status-503'] as const),
  ...(['malformed', 'huge', 'wrong-siret', 'refuse-connection'] as const),
] as const;
export type FaultKind = (typeof kinds)[number];

export const Fault = z.strictObject({
  service: z.enum(services),
  fault: z.enum(kinds),
  /** How often it happens, then all is well again; without it, until `DELETE /faults`. */
  times: z.int().min(1).max(1_000_000).optional(),
});
export type Fault = z.infer<typeof Fault>;

/** What goes wrong for one establishment whatever is ordered: the file’s `directory-outage`, or a fault by its name. */
export const faultIn = (behaviour: string | undefined): FaultKind | undefined =>
  behaviour === 'directory-outage' ? 'status-503' : kinds.find((kind) => kind === behaviour);
