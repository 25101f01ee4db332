import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePorts } from '../local/ports.js';
import { startGroup } from '../local/processes/process-group.js';
import { temporalCli } from '../local/temporal/pinned-wheels.js';
import { findTemporalBinary } from '../local/temporal/temporal-binary.js';
import { waitUntil } from '../local/wait-until.js';

export interface BareTemporal {
  address: string;
  /** Its SQLite file. */
  store: string;
  client(namespace?: string): Client;
  stop(): Promise<void>;
}

/** A Temporal as others start it: `temporal server start-dev` without a flag that prepares it for us; its files are in `folder`. */
export async function startBareTemporal(folder: string, ...flags: string[]): Promise<BareTemporal> {
  mkdirSync(folder, { recursive: true });
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const store = join(folder, 'temporal.db');
  const where = ['--ip', '127.0.0.1', '--port', String(port), '--headless', '--db-filename', store];
  const group = await startGroup({
    name: 'temporal',
    command: findTemporalBinary(temporalCli),
    args: ['server', 'start-dev', ...where, '--log-level', 'error', ...flags],
    env: { PATH: process.env.PATH, HOME: folder },
    ...{ logFile: join(folder, 'temporal.log'), runFolder: join(folder, 'run') },
  });
  const connection = Connection.lazy({ address });
  const client = (namespace = 'default') => new Client({ connection, namespace });
  const stop = async () => {
    await connection.close();
    await group.stop();
  };
  try {
    await waitUntil('Temporal answers', () =>
      connection
        .withDeadline(Date.now() + 1_000, () => client().workflowService.describeNamespace({ namespace: 'default' }))
        .then(
          () => true,
          () => false,
        ),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, store, client, stop };
}
