import type { VariableName } from './environment.js';
import { type Environment, readSettings, type Settings } from './read-settings.js';
import type { SettingProblem } from './settings-error.js';

const directory = [
  'DIRECTORIES',
  'DIRECTORY_FILE',
  'RECHERCHE_ENTREPRISES_URL',
  'SIRENE_URL',
  'SIRENE_API_KEY',
  'ELIGIBILITY_OVERRIDES',
] as const;
const facts = ['LOG_LEVEL', 'DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'LINK_KEYS'] as const;
const lifetimes = [
  'CREATION_LINK_LIFETIME',
  'RESET_LINK_LIFETIME',
  'REVIEW_LIFETIME',
  'LINK_REUSE_WINDOW',
  'RESEND_INTERVAL',
  'RESENDS_PER_DAY',
] as const;

/** Which variables each process reads; the column « read by » of `docs/settings.md` is made from it. */
export const used = {
  api: [
    ...(['API_PORT', 'HOST', 'PUBLIC_URL', 'INTERNAL_TOKEN', 'ADDRESS_LIMITS', 'ADDRESS_LIMITS_EXEMPT'] as const),
    ...(['PASSWORD_MIN_LENGTH', 'BREACH_SERVICE_URL', 'GUARD_KEYS', 'SESSION_SECRETS'] as const),
    ...(['LOCKOUT_FAILURES', 'SESSION_IDLE', 'SESSION_LIFETIME', 'ACCOUNT_LIFETIME'] as const),
    ...facts,
    ...lifetimes,
    ...directory,
  ],
  worker: [
    ...(['WORKER_HEALTH_PORT', 'SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL', 'SESSION_LIFETIME'] as const),
    ...facts,
    ...lifetimes,
    ...directory,
  ],
  web: [
    'WEB_PORT',
    'HOST',
    'LOG_LEVEL',
    'PUBLIC_URL',
    'API_URL',
    'INTERNAL_TOKEN',
    'MAIL_FROM',
    'TRUST_PROXY',
    'CLIENT_ADDRESS_HEADER',
    'PASSWORD_MIN_LENGTH',
    'CREATION_LINK_LIFETIME',
    'RESET_LINK_LIFETIME',
  ],
  migrate: ['MIGRATIONS_DATABASE_URL', 'LOG_LEVEL'],
  local: [
    ...(['API_PORT', 'WEB_PORT', 'WORKER_HEALTH_PORT', 'INBOX_PORT', 'SMTP_PORT'] as const),
    ...(['TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'POSTGRES_PORT', 'SIMULATORS_PORT'] as const),
    ...(['HOST', 'DATA_DIR', 'DIRECTORY_FILE'] as const),
  ],
} as const satisfies Record<string, readonly VariableName[]>;

export type ApiSettings = Settings<(typeof used)['api'][number]>;
export type WorkerSettings = Settings<(typeof used)['worker'][number]>;
export type WebSettings = Settings<(typeof used)['web'][number]>;
export type MigrateSettings = Settings<(typeof used)['migrate'][number]>;
export type LocalSettings = Settings<(typeof used)['local'][number]>;

function keyForSirene({
  directories,
  sireneApiKey,
}: Pick<ApiSettings, 'directories' | 'sireneApiKey'>): SettingProblem[] {
  if (!directories.includes('sirene') || sireneApiKey) return [];
  const problem = 'is missing, and DIRECTORIES names sirene';
  return [{ variable: 'SIRENE_API_KEY', problem, example: '00000000-0000-0000-0000-000000000000' }];
}

/** Each of these throws `SettingsError` with every mistake at once; the answer is frozen. */
export const apiSettings = (env: Environment): ApiSettings => readSettings(used.api, env, keyForSirene);
export const workerSettings = (env: Environment): WorkerSettings => readSettings(used.worker, env, keyForSirene);
export const webSettings = (env: Environment): WebSettings => readSettings(used.web, env);
export const migrateSettings = (env: Environment): MigrateSettings => readSettings(used.migrate, env);
/** Of the supervisor behind `npm start`; the processes it starts read their own. */
export const localSettings = (env: Environment): LocalSettings => readSettings(used.local, env);
