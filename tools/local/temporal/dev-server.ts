import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { searchAttributes } from '@app/contracts';
import { type ProcessGroup, startGroup, tail } from '../processes/process-group.js';
import { waitUntil } from '../wait-until.js';

export interface TemporalOptions {
  program: string;
  port: number;
  uiPort: number;
  namespace: string;
  /** Its database is kept there. */
  folder: string;
  runFolder: string;
  logFile: string;
}
export interface TemporalDevServer {
  /** `host:port`, for `TEMPORAL_ADDRESS`. */
  address: string;
  uiUrl: string;
  group: ProcessGroup;
  again(): Promise<ProcessGroup>;
}

/** Temporal's dev server with its UI and our search attributes (`npm run temporal:setup` does the rest), on 127.0.0.1 and on a file that survives a kill −9. */
export async function startTemporal(options: TemporalOptions): Promise<TemporalDevServer> {
  const { program, port, uiPort, namespace, folder, runFolder, logFile } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const address = `127.0.0.1:${port}`;
  const env = { PATH: process.env.PATH, HOME: folder }; // its own variables and configuration file must not reach it
  const command = async (...args: string[]) => {
    const child = spawn(program, [...args, '--address', address], { env, stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  };

  const addresses = [
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--ui-port',
    String(uiPort),
    '--ui-disable-news-fetch',
  ];
  const pragmas = ['journal_mode=wal', 'synchronous=normal'].flatMap((pragma) => ['--sqlite-pragma', pragma]);
  const attributes = Object.values(searchAttributes).flatMap(({ name }) => ['--search-attribute', `${name}=Keyword`]);
  const data = ['--db-filename', join(folder, 'temporal.db'), '--namespace', namespace, '--log-level', 'warn'];
  const args = ['server', 'start-dev', ...addresses, ...data, ...pragmas, ...attributes];
  const again = () => startGroup({ name: 'temporal', command: program, args, env, logFile, runFolder });

  const group = await again();
  try {
    await waitUntil('Temporal is healthy', async () => {
      if (!group.isRunning()) throw new Error(`Temporal ended at once:\n${tail(logFile)}`);
      return command('operator', 'cluster', 'health');
    });
  } catch (error) {
    await group.stop();
    throw error;
  }
  return { address, uiUrl: `http://localhost:${uiPort}`, group, again };
}
