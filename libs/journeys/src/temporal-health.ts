import { crashPoint } from '@app/persistence';
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { setTimeout as after } from 'node:timers/promises';
import { temporalAnswers } from './temporal-client.js';
import { isNotThere } from './temporal-fault.js';
import { missingInTemporal, setUpCommand } from './temporal-setup.js';

/** `incomplete`: it answers, and lacks what `missing` names; `command` mends that. */
export type TemporalState =
  { temporal: 'up' | 'away' } | { temporal: 'incomplete'; missing: string[]; command: string };

/** For so long a written row and a complete set-up are believed; what is wrong is asked anew each time. */
const believedMs = { written: 15_000, complete: 60_000 };
const longestWriteMs = 5_000;

/**
 * Whether Temporal can take a message. Its frontend may answer, and its store still read, while no write ends: so this writes. One
 * start of a workflow that was started before, which is refused once the server has tried: no action, no entry in the list of
 * workflows, two rows of 0.5 KB that the server's own scavenger takes away.
 */
export class TemporalHealth {
  private writtenUntil = 0;
  private completeUntil = 0;
  private writing?: Promise<void> | undefined;

  constructor(private readonly client: Client) {}

  /** Never throws; `away` also when it takes longer than `withinMs`. */
  async state(withinMs: number): Promise<TemporalState> {
    const tooLate = after(withinMs, { temporal: 'away' } as const, { ref: false });
    return Promise.race([this.asked().catch(() => ({ temporal: 'away' }) as const), tooLate]);
  }

  private async asked(): Promise<TemporalState> {
    const written = this.write().catch((error: unknown) => {
      if (!isNotThere(error)) throw error; // else the namespace is missing
    });
    await Promise.all([temporalAnswers(this.client), written]);
    const missing = await this.missing();
    return missing.length === 0 ? { temporal: 'up' } : { temporal: 'incomplete', missing, command: setUpCommand };
  }

  private async missing(): Promise<string[]> {
    if (Date.now() < this.completeUntil) return [];
    const missing = await missingInTemporal(this.client);
    if (missing.length === 0) this.completeUntil = Date.now() + believedMs.complete;
    return missing;
  }

  /** One at a time, for all who ask. */
  private async write(): Promise<void> {
    if (Date.now() < this.writtenUntil) return;
    this.writing ??= writeOnce(this.client)
      .then(() => void (this.writtenUntil = Date.now() + believedMs.written))
      .finally(() => (this.writing = undefined));
    return this.writing;
  }
}

/** A first time it starts a workflow that no worker takes and that ends after a second: once in a namespace's retention. */
async function writeOnce(client: Client): Promise<void> {
  const options = {
    ...{ workflowId: 'store-probe', taskQueue: 'store-probe', workflowExecutionTimeout: '1s' },
    ...({ workflowIdReusePolicy: 'REJECT_DUPLICATE', workflowIdConflictPolicy: 'FAIL' } as const),
    staticSummary: 'Sonde : Temporal écrit-il ?',
  };
  crashPoint('probe.before-write');
  await client.connection
    .withDeadline(Date.now() + longestWriteMs, () => client.workflow.start('storeProbe', options))
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
  crashPoint('probe.after-write');
}
