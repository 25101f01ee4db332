import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clearFaults, orderFault } from '../local/inbox/order-faults.js';
import type { PlannedFault } from './fault-plan.js';
import type { FaultyProduct } from './faulty-product.js';
import type { FaultSpan } from './ledgers.js';
import { lockStore } from './store-lock.js';

type Fault = Exclude<PlannedFault, { what: 'retention' }>;

/** How long a part may take to come back before the run goes on without waiting, ms. */
const recoveryMs = 90_000;

/** Does what was planned, keeps it up, lifts it, and waits until all answer again. */
export class FaultInjector {
  readonly spans: FaultSpan[] = [];
  private releaseStore: (() => Promise<void>) | undefined;

  constructor(
    private readonly product: FaultyProduct,
    /** Makes it answer for nobody, or as it should. */
    private readonly directory: (isAway: boolean) => void,
    /** Has what is over deleted; resolves once that is done, or given up. */
    private readonly retention: () => Promise<void>,
  ) {}

  async inject(fault: PlannedFault): Promise<void> {
    if (fault.what === 'retention') return this.retention(); // nothing is away meanwhile
    const span = { kind: kindOf(fault), part: partOf(fault), from: Date.now(), to: Infinity };
    this.spans.push(span);
    await this.begin(fault);
    await pause(fault.holdMs);
    await this.lift(fault);
    await this.recovered();
    span.to = Date.now();
  }

  /** Everything that was ordered to go wrong ends; what is dead comes back. */
  async liftAll(): Promise<void> {
    for (const cable of Object.values(this.product.cables)) cable.pass();
    await clearFaults(this.product.inboxUrl);
    await this.unlockStore();
    await this.recovered();
  }

  private async begin(fault: Fault): Promise<void> {
    if (fault.what === 'crash') return writeFileSync(join(this.product.crashFolder, fault.point), '');
    if (fault.what === 'directory') return this.directory(true);
    if (fault.what === 'store') {
      this.releaseStore = await lockStore(this.product.temporalStore);
      return;
    }
    if (fault.what === 'kill') return this.product.processes[fault.part].signal('SIGKILL');
    if (fault.what === 'relay') {
      const times = fault.fault === 'down' ? {} : { times: fault.times };
      return orderFault(this.product.inboxUrl, { fault: fault.fault, ...times });
    }
    const cable = this.product.cables[fault.part];
    const oneWay = fault.direction === 'both' ? 'up' : fault.direction;
    switch (fault.fault) {
      case 'blackhole':
        return cable.blackhole(fault.direction);
      case 'delay':
        return cable.delay(fault.amount);
      case 'throttle':
        return cable.throttle(fault.amount);
      case 'reset':
        return cable.reset();
      case 'half-close':
        return cable.halfClose();
      case 'cut-after':
        return cable.cutAfter(fault.amount, oneWay);
      case 'cut-at': // the final dot: certainly not sent, or nobody knows
        return cable.cutAt('\r\n.\r\n', 'up', fault.direction === 'down' ? 'behind' : 'before');
    }
  }

  private async lift(fault: Fault): Promise<void> {
    if (fault.what === 'cable') this.product.cables[fault.part].pass();
    if (fault.what === 'directory') this.directory(false);
    if (fault.what === 'store') await this.unlockStore();
    if (fault.what === 'crash') rmSync(join(this.product.crashFolder, fault.point), { force: true }); // nobody came by
    if (fault.what === 'relay' && fault.fault === 'down') await clearFaults(this.product.inboxUrl);
  }

  private async unlockStore(): Promise<void> {
    await this.releaseStore?.();
    this.releaseStore = undefined;
  }

  private async recovered(): Promise<void> {
    const end = Date.now() + recoveryMs;
    while (!(await this.product.isReady()) && Date.now() < end) await pause(250);
  }
}

function kindOf(fault: Fault): string {
  switch (fault.what) {
    case 'kill':
      return 'kill −9';
    case 'crash':
      return 'crash at';
    case 'directory':
      return 'away';
    case 'store':
      return 'locked';
    case 'relay':
      return fault.fault;
    case 'cable':
      return `${fault.fault} ${fault.direction}`;
  }
}

function partOf(fault: Fault): string {
  if (fault.what === 'crash') return fault.point;
  return 'part' in fault ? fault.part : fault.what;
}
