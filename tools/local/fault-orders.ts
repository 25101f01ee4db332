/** One thing that was ordered to go wrong. */
interface Order {
  fault: string;
  /** How often it happens, then all is well again; absent, until all orders are cleared. */
  times?: number | undefined;
}

/** What has been ordered to go wrong; the oldest order that concerns somebody comes first. */
export class FaultOrders<Fault extends Order> {
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

  /** The fault that happens now; counts one of its times. */
  take(concerns: (fault: Fault) => boolean): Fault['fault'] | undefined {
    const hit = this.faults.find(concerns);
    if (hit?.times !== undefined) hit.times -= 1;
    if (hit?.times === 0) this.faults = this.faults.filter((fault) => fault !== hit);
    return hit?.fault;
  }
}
