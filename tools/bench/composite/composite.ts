import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeOptions } from '../../local/apps.js';
import type { Registrant } from '../registrant.js';
import type { RecordedStatement } from '../sql-recorder.js';

/** What the composite does once per journey, as recorded from one journey of the product. */
export interface CompositeSetup {
  databaseUrl: string;
  temporalAddress: string;
  smtpUrl: string;
  recorded: Registrant;
  statements: RecordedStatement[];
  /** Base64. */
  mails: { creation: string; welcome: string };
}
export interface CompositeOrder {
  order: number;
  owner: Registrant;
}
/** `order` 0 says that it is ready. */
export interface CompositeReply {
  order: number;
  /** Of the journey: its workflow is `bare:<id>`. */
  id?: string;
  error?: string;
}

/** The bare composite in a process of its own, with as much room for its objects as the worker has. */
export class Composite {
  private orders = 0;
  private readonly waiting = new Map<number, (reply: CompositeReply) => void>();

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (reply: CompositeReply) => {
      this.waiting.get(reply.order)?.(reply);
      this.waiting.delete(reply.order);
    });
  }

  /** Answers once it polls. */
  static async start(folder: string, setup: CompositeSetup): Promise<Composite> {
    const file = join(folder, 'composite.json');
    writeFileSync(file, JSON.stringify(setup));
    const log = openSync(join(folder, 'composite.log'), 'a');
    const program = fileURLToPath(new URL('main.js', import.meta.url));
    const child = fork(program, [file], { stdio: ['ignore', log, log, 'ipc'], execArgv: nodeOptions('worker') });
    const composite = new Composite(child);
    const ready = new Promise<void>((resolve) => composite.waiting.set(0, () => resolve()));
    const ended = once(child, 'exit').then(() => {
      throw new Error(`The composite has ended: ${join(folder, 'composite.log')}`);
    });
    await Promise.race([ready, ended]);
    ended.catch(() => undefined);
    return composite;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Answers its id. */
  async journey(owner: Registrant): Promise<string> {
    const order = ++this.orders;
    const replied = new Promise<CompositeReply>((resolve) => this.waiting.set(order, resolve));
    this.child.send({ order, owner } satisfies CompositeOrder);
    const { id, error } = await replied;
    if (!id) throw new Error(error);
    return id;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
