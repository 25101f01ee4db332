import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { directoryMistakes } from '@app/partners';
import { type LocalSettings, localSettings, refuseMistakes, SettingsError } from '@app/settings';
import { closeDataDir } from './closed-folder.js';
import { freePorts } from './ports.js';
import { postgresAccount } from './postgres/account.js';

const portVariables = [
  ...['API_PORT', 'WEB_PORT', 'WORKER_HEALTH_PORT', 'INBOX_PORT', 'SMTP_PORT'],
  ...['TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'POSTGRES_PORT', 'SIMULATORS_PORT'],
];

/** What will be started, and where its files go. */
export interface Plan {
  env: NodeJS.ProcessEnv;
  settings: LocalSettings;
  /** Those an outside service does not replace. */
  embedded: { postgres: boolean; temporal: boolean; inbox: boolean };
  dataDir: string;
  runFolder: string;
  logFile(name: string): string;
}

async function withFreePorts(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const ports = await freePorts(portVariables.length);
  return { ...env, ...Object.fromEntries(portVariables.map((name, index) => [name, String(ports[index])])) };
}

/** Reads the environment; throws `SettingsError` when it cannot be used. */
export async function planOf(given: NodeJS.ProcessEnv, ports: 'free' | 'configured'): Promise<Plan> {
  const env = ports === 'free' ? await withFreePorts(given) : { ...given };
  const settings = refuseMistakes(localSettings(env), ({ directoryFile }) =>
    directoryMistakes({ directories: ['demo'], directoryFile }),
  );
  if (Boolean(env.DATABASE_URL) !== Boolean(env.MIGRATIONS_DATABASE_URL)) {
    const variable = env.DATABASE_URL ? 'MIGRATIONS_DATABASE_URL' : 'DATABASE_URL';
    const problem = 'is missing: an outside PostgreSQL needs both addresses';
    throw new SettingsError([{ variable, problem, example: 'postgres://role:secret@db.internal:5432/parcours' }]);
  }
  const dataDir = resolve(settings.dataDir);
  return {
    env,
    settings,
    embedded: { postgres: !env.DATABASE_URL, temporal: !env.TEMPORAL_ADDRESS, inbox: !env.SMTP_URL },
    dataDir,
    runFolder: join(dataDir, 'run'),
    logFile: (name) => join(dataDir, 'logs', `${name}.log`),
  };
}

/** The folder and what is in it are ours alone. */
export function makeDataDir({ dataDir, embedded }: Plan): void {
  closeDataDir(dataDir, embedded.postgres ? postgresAccount() : undefined);
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
}
