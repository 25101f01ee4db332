import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { appNames, type AppName, reachable, startApp } from './apps.js';
import { demoContracts } from './demo.js';
import { type LocalEnvironment, writeLocalEnvironment } from './environment.js';
import { generatedSecrets, type Secrets } from './generated-secrets.js';
import { startInbox } from './inbox/inbox.js';
import { type Simulators, startSimulators } from '../simulators/simulators.js';
import type { MailPreview } from './inbox/pages.js';
import { makeDataDir, type Plan, planOf } from './plan.js';
import { type PortUse, refuseTakenPorts } from './port-check.js';
import { refuseUnreachable, startPostgres } from './postgres/postgres.js';
import { keepAlive, type KeepAliveOptions, type KeptProcess } from './processes/keep-alive.js';
import { endOrphans, livingOwner } from './processes/run-folder.js';
import { runToEnd } from './run-to-end.js';
import { StartRefused } from './start-refused.js';
import { StoppablePieces } from './stoppable-pieces.js';
import { startTemporal } from './temporal/dev-server.js';
import { temporalCli } from './temporal/pinned-wheels.js';
import { findTemporalBinary } from './temporal/temporal-binary.js';

export interface LocalOptions {
  env?: NodeJS.ProcessEnv;
  /** `free` takes any ports that are free now, whatever the environment says: for tests. */
  ports?: 'free' | 'configured';
  /** Instead of `DATA_DIR`. */
  dataDir?: string;
  /** False for tests: a PostgreSQL that is fast and would not survive a power cut. */
  durable?: boolean;
  /** Those of our processes that are started; all of them when absent. */
  apps?: readonly AppName[];
  /** True for tests: another start has migrated this database and set this Temporal up. */
  isPrepared?: boolean;
  /** Mail templates with sample data, for the inbox's `/dev/courriels`. */
  previews?: () => MailPreview[];
  /** Told what is going on, in words for a person. */
  say?: (line: string) => void;
  /** Back-off of our processes' restarts; for tests that kill many times. */
  waits?: KeepAliveOptions['waits'];
  /** Stops the start, and everything started so far. */
  signal?: AbortSignal;
}

/** The product as it runs on this machine. */
export interface LocalProduct {
  /** Origins without a slash at the end; `inbox` and `temporalUi` only when they are ours. */
  addresses: { site: string; api: string; simulators: string; inbox?: string; temporalUi?: string };
  /** Of api, worker and web: `DATABASE_URL`, `TEMPORAL_ADDRESS`, `SMTP_URL`, keys and all ports. */
  env: NodeJS.ProcessEnv & LocalEnvironment;
  /** To be asked for their number, or killed, by tests; each that dies is started again. */
  processes: Partial<Record<AppName | 'postgres' | 'temporal', KeptProcess>>;
  /** In order, until no process is left; safe to call twice. */
  stop(): Promise<void>;
}

function portUses({ env, settings, embedded }: Plan, apps: readonly AppName[]): PortUse[] {
  const { host } = settings;
  return [
    ...(apps.includes('api') ? [{ variable: 'API_PORT', port: settings.apiPort, host }] : []),
    ...(apps.includes('web') ? [{ variable: 'WEB_PORT', port: settings.webPort, host }] : []),
    ...(apps.includes('worker') ? [{ variable: 'WORKER_HEALTH_PORT', port: settings.workerHealthPort }] : []),
    ...(embedded.inbox ? [{ variable: 'INBOX_PORT', port: settings.inboxPort }] : []),
    ...(embedded.inbox ? [{ variable: 'SMTP_PORT', port: settings.smtpPort }] : []),
    { variable: 'SIMULATORS_PORT', port: settings.simulatorsPort },
    ...(embedded.temporal ? [{ variable: 'TEMPORAL_PORT', port: settings.temporalPort }] : []),
    ...(embedded.temporal ? [{ variable: 'TEMPORAL_UI_PORT', port: settings.temporalUiPort }] : []),
    ...(embedded.postgres && !env.DATABASE_URL ? [{ variable: 'POSTGRES_PORT', port: settings.postgresPort }] : []),
  ];
}

/** One product per folder, and nothing left of one that was killed. */
async function claimFolder(plan: Plan, say: (line: string) => void): Promise<void> {
  makeDataDir(plan);
  const owner = livingOwner(plan.runFolder);
  if (owner)
    throw new StartRefused(
      `Parcours already runs with ${plan.dataDir} (process ${owner.pid}): stop it, or set DATA_DIR.`,
    );
  const ended = await endOrphans(plan.runFolder);
  if (ended.length > 0) say(`Ended what a killed start had left: ${ended.join(', ')}.`);
}

function childEnvironment(
  { env, settings }: Plan,
  secrets: Secrets,
  found: LocalEnvironment,
  smtpUrl: string,
  simulators: Simulators,
): NodeJS.ProcessEnv & LocalEnvironment {
  const ports = {
    API_PORT: String(settings.apiPort),
    WEB_PORT: String(settings.webPort),
    WORKER_HEALTH_PORT: String(settings.workerHealthPort),
  };
  const usual = {
    NODE_ENV: 'production', // React's other build checks every element that it renders
    NODE_COMPILE_CACHE: resolve('.cache/node'), // a quarter of a start is compiling
    MAIL_FROM: 'Parcours <ne-pas-repondre@parcours.example>',
    PUBLIC_URL: `http://localhost:${settings.webPort}`,
    API_URL: `http://${reachable(settings.host)}:${settings.apiPort}`,
    ...simulators.variables(env),
    LINK_KEYS: secrets.LINK_KEYS,
    GUARD_KEYS: secrets.GUARD_KEYS,
    SESSION_SECRETS: secrets.SESSION_SECRETS,
    INTERNAL_TOKEN: secrets.INTERNAL_TOKEN,
  };
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim())); // empty counts as absent
  return { ...usual, ...given, ...ports, ...found, SMTP_URL: smtpUrl, HOST: settings.host };
}

/** A Temporal of others that lacks something is refused at once, in its own words, instead of a product that never becomes ready. */
function refuseTemporal({ message }: Error): never {
  throw new StartRefused(
    `${message}\nMend that with a credential that may, by npm run temporal:setup, and start again.`,
  );
}

/**
 * Starts the whole product on this machine, as `npm start` does, and answers when every part is ready.
 * Needs a build and the repository as working folder. Throws `SettingsError` or `StartRefused` for what a person can mend;
 * whatever it throws, nothing is left running.
 */
export async function startLocal(options: LocalOptions = {}): Promise<LocalProduct> {
  const {
    env = process.env,
    ports = 'configured',
    dataDir,
    durable = true,
    apps = appNames,
    isPrepared = false,
    previews,
    signal,
  } = options;
  const say = options.say ?? (() => undefined);
  const plan = await planOf({ ...env, ...(dataDir ? { DATA_DIR: dataDir } : {}) }, ports);
  const { settings, embedded, runFolder, logFile } = plan;
  if (embedded.postgres) refuseUnreachable(plan.dataDir);
  await claimFolder(plan, say);
  await refuseTakenPorts(portUses(plan, apps));

  const pieces = new StoppablePieces();
  signal?.addEventListener('abort', () => void pieces.stop().catch(() => undefined));
  const processes: LocalProduct['processes'] = {};
  const addresses: LocalProduct['addresses'] = {
    site: plan.env.PUBLIC_URL || `http://localhost:${settings.webPort}`,
    api: `http://${reachable(settings.host)}:${settings.apiPort}`,
    simulators: `http://127.0.0.1:${settings.simulatorsPort}`,
  };
  const keep = async (name: keyof LocalProduct['processes'], kept: KeptProcess) => {
    processes[name] = kept;
    await pieces.add(() => kept.stop(20_000));
  };

  try {
    const secrets = generatedSecrets(plan.dataDir);
    const { DATABASE_URL = '', MIGRATIONS_DATABASE_URL = '', TEMPORAL_ADDRESS = '' } = plan.env;
    const found: LocalEnvironment = {
      ...{ DATABASE_URL, MIGRATIONS_DATABASE_URL, TEMPORAL_ADDRESS },
      TEMPORAL_NAMESPACE: plan.env.TEMPORAL_NAMESPACE || 'default',
    };
    if (embedded.postgres) {
      say('PostgreSQL …');
      const folder = join(plan.dataDir, 'postgres');
      const files = { folder, runFolder, logFile: logFile('postgres') };
      const postgres = await startPostgres({
        ...files,
        port: settings.postgresPort,
        passwords: secrets.postgres,
        durable,
      });
      await keep('postgres', keepAlive({ first: postgres.group, again: postgres.again, say }));
      found.DATABASE_URL = postgres.databaseUrl;
      found.MIGRATIONS_DATABASE_URL = postgres.migrationsDatabaseUrl;
    }
    if (embedded.temporal) {
      say('Temporal …');
      const program = findTemporalBinary(temporalCli, { env: plan.env, say });
      const files = { folder: join(plan.dataDir, 'temporal'), runFolder, logFile: logFile('temporal') };
      const where = {
        port: settings.temporalPort,
        uiPort: settings.temporalUiPort,
        namespace: found.TEMPORAL_NAMESPACE,
      };
      const temporal = await startTemporal({ program, ...files, ...where });
      await keep('temporal', keepAlive({ first: temporal.group, again: temporal.again, say }));
      found.TEMPORAL_ADDRESS = temporal.address;
      addresses.temporalUi = temporal.uiUrl;
    }
    let smtpUrl = plan.env.SMTP_URL ?? '';
    if (embedded.inbox) {
      const where = { port: settings.inboxPort, smtpPort: settings.smtpPort, folder: join(plan.dataDir, 'inbox') };
      const inbox = await startInbox({ ...where, ...(previews ? { previews } : {}) });
      await pieces.add(() => inbox.stop());
      addresses.inbox = inbox.url;
      smtpUrl = inbox.smtpUrl;
    }

    const directoryFile = settings.directoryFile;
    const simulators = await startSimulators({ port: settings.simulatorsPort, directoryFile });
    await pieces.add(() => simulators.stop());

    const childEnv = childEnvironment(plan, secrets, found, smtpUrl, simulators);
    const step = (name: string, ...args: string[]) =>
      runToEnd({ name, command: process.execPath, args, env: childEnv, runFolder, logFile: logFile(name) });
    if (!isPrepared) {
      say('Migrations, Temporal’s set-up and demo data …');
      const setUp = step('temporal-setup', 'dist/tools/temporal-setup/main.js').catch(refuseTemporal);
      const bothDone = await Promise.allSettled([setUp, step('migrate', 'dist/libs/persistence/src/migrate.js')]);
      for (const done of bothDone) if (done.status === 'rejected') throw done.reason;
      if (existsSync(demoContracts))
        await step('contracts-import', 'dist/tools/contracts-import/main.js', demoContracts);
    }
    writeLocalEnvironment(plan.dataDir, found);

    const { MIGRATIONS_DATABASE_URL: _ownersOnly, ...appEnv } = childEnv;
    for (const name of apps) {
      say(`${name} …`);
      await keep(name, await startApp(name, { env: appEnv, plan, say, signal, waits: options.waits }));
    }
    return { addresses, env: childEnv, processes, stop: () => pieces.stop() };
  } catch (error) {
    await pieces.stop();
    throw error;
  }
}
