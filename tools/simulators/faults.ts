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
type Fault = z.infer<typeof Fault>;

/** What goes wrong for one establishment whatever is ordered: the file’s `directory-outage`, or a fault by its name. */
export const faultIn = (behaviour: string | undefined): FaultKind | undefined =>
  behaviour === 'directory-outage' ? 'status-503' : kinds.find((kind) => kind === behaviour);

/** What has been ordered to go wrong; the oldest order that concerns a service comes first. */
export class FaultPlan {
  private faults: Fault[] = [];

  add(fault: Fault): void {
    this.faults.push({ ...fault });
  }

  clear(): void {
    this.faults = [];
  }

  list(): readonly Fault[] {
    return this.faults;
  }

  /** The fault that hits this service's next answer; counts one of its times. */
  take(service: Service): FaultKind | undefined {
    const hit = this.faults.find((fault) => fault.service === service);
    if (hit?.times !== undefined) hit.times -= 1;
    if (hit?.times === 0) this.faults = this.faults.filter((fault) => fault !== hit);
    return hit?.fault;
  }
}
