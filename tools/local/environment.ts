import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localSettings } from '@app/settings';
import { StartRefused } from './start-refused.js';

/** What the product's commands need to reach it. */
export interface LocalEnvironment {
  DATABASE_URL: string;
  MIGRATIONS_DATABASE_URL: string;
  TEMPORAL_ADDRESS: string;
  TEMPORAL_NAMESPACE: string;
}

const fileIn = (dataDir: string) => join(dataDir, 'environment.json');

/** Written by `npm start`, for its owner's eyes only: it holds passwords. */
export function writeLocalEnvironment(dataDir: string, environment: LocalEnvironment): void {
  const draft = `${fileIn(dataDir)}.draft`;
  writeFileSync(draft, JSON.stringify(environment, null, 2), { mode: 0o600 });
  renameSync(draft, fileIn(dataDir));
}

/**
 * Environment of a command such as `npm run contracts:import`: its own variables, and for those it lacks the product that
 * `npm start` runs on this machine (`DATA_DIR`). Throws `StartRefused` when neither names a database.
 */
export function localEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv & LocalEnvironment {
  if (env.DATABASE_URL || env.MIGRATIONS_DATABASE_URL) {
    const url = env.DATABASE_URL || env.MIGRATIONS_DATABASE_URL || '';
    const owner = env.MIGRATIONS_DATABASE_URL || url;
    const temporal = { TEMPORAL_ADDRESS: '127.0.0.1:7233', TEMPORAL_NAMESPACE: 'default' };
    return { ...temporal, ...env, DATABASE_URL: url, MIGRATIONS_DATABASE_URL: owner };
  }
  const file = fileIn(localSettings(env).dataDir);
  if (!existsSync(file)) {
    throw new StartRefused(`No database: set DATABASE_URL, or start the product with npm start (there is no ${file}).`);
  }
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as LocalEnvironment), ...env } as NodeJS.ProcessEnv &
    LocalEnvironment;
}

/** Of a command that needs Temporal alone: its own variables, else the Temporal that `npm start` runs, else the SDK's defaults. */
export function localTemporal(
  env: NodeJS.ProcessEnv = process.env,
): Pick<LocalEnvironment, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'> {
  const file = fileIn(localSettings(env).dataDir);
  const found = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LocalEnvironment) : undefined;
  const known = env.TEMPORAL_ADDRESS ? undefined : found;
  return {
    TEMPORAL_ADDRESS: env.TEMPORAL_ADDRESS || known?.TEMPORAL_ADDRESS || '127.0.0.1:7233',
    TEMPORAL_NAMESPACE: env.TEMPORAL_NAMESPACE || known?.TEMPORAL_NAMESPACE || 'default',
  };
}
