import { randomBytes } from 'node:crypto';
import {
  apiSettings,
  localSettings,
  migrateSettings,
  SettingsError,
  settingsTable,
  webSettings,
  workerSettings,
  type SettingProblem,
} from './index.js';

const secret = () => randomBytes(32).toString('base64');
const complete = {
  DATABASE_URL: 'postgres://parcours_app:x@127.0.0.1:5432/parcours',
  MIGRATIONS_DATABASE_URL: 'postgresql://parcours:x@127.0.0.1:5432/parcours',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SMTP_URL: 'smtp://127.0.0.1:1025',
  MAIL_FROM: 'Parcours <ne-pas-repondre@parcours.example>',
  PUBLIC_URL: 'http://localhost:8080',
  API_URL: 'http://127.0.0.1:3000/',
  LINK_KEYS: `k1:${secret()}`,
  GUARD_KEYS: `g1:${secret()}`,
  SESSION_SECRETS: secret(),
  INTERNAL_TOKEN: secret(),
};

function problemsOf(read: () => unknown): readonly SettingProblem[] {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}
const variables = (read: () => unknown) => problemsOf(read).map(({ variable }) => variable);

test('each process starts with what it needs and nothing else', () => {
  expect(apiSettings(complete)).toMatchObject({ apiPort: 3000, host: '127.0.0.1', addressLimits: true });
  expect(workerSettings(complete)).toMatchObject({ workerHealthPort: 3001, publicUrl: 'http://localhost:8080' });
  expect(webSettings(complete)).toMatchObject({
    webPort: 8080,
    apiUrl: 'http://127.0.0.1:3000',
    trustProxy: ['loopback'],
  });
  expect(migrateSettings(complete)).toEqual({
    migrationsDatabaseUrl: complete.MIGRATIONS_DATABASE_URL,
    logLevel: 'info',
  });
  expect(localSettings({})).toMatchObject({ postgresPort: 54329, dataDir: '.data' });
  expect(webSettings(complete)).not.toHaveProperty('databaseUrl');
});

test('the defaults are those of the contract', () => {
  expect(apiSettings(complete)).toMatchObject({
    creationLinkLifetime: { ms: 15 * 86_400_000, text: '15 days' },
    resetLinkLifetime: { ms: 3 * 86_400_000, text: '3 days' },
    lockoutFailures: 3,
    sessionIdle: { ms: 1_800_000, text: '30 minutes' },
    sessionLifetime: { ms: 43_200_000, text: '12 hours' },
    accountLifetime: { text: '18 months' },
    reviewLifetime: { ms: 30 * 86_400_000, text: '30 days' },
    linkReuseWindow: { ms: 3_600_000, text: '1 hour' },
    resendInterval: { ms: 60_000, text: '60 seconds' },
    resendsPerDay: 5,
    addressLimitsExempt: [],
    passwordMinLength: 15,
    directories: ['demo'],
    breachServiceUrl: undefined,
    eligibilityOverrides: undefined,
    logLevel: 'info',
  });
});

test('every mistake is told at once, with its variable, its problem and an example, and never with the value', () => {
  const env = {
    ...complete,
    DATABASE_URL: undefined,
    API_PORT: '70000',
    LINK_KEYS: 'k1:c2hvcnQ=',
    PASSWORD_MIN_LENGTH: '8',
  };
  expect(variables(() => apiSettings(env)).sort()).toEqual([
    'API_PORT',
    'DATABASE_URL',
    'LINK_KEYS',
    'PASSWORD_MIN_LENGTH',
  ]);
  const { message } = new SettingsError(problemsOf(() => apiSettings(env)));
  expect(message).toContain('API_PORT is not a whole number from 1 to 65535 (example: API_PORT=3001)');
  expect(message).toContain('DATABASE_URL is missing (example: DATABASE_URL=postgres://');
  expect(message).not.toContain('c2hvcnQ');
});

test('an empty value counts as absent', () => {
  expect(apiSettings({ ...complete, API_PORT: '', BREACH_SERVICE_URL: ' ' })).toMatchObject({ apiPort: 3000 });
  expect(variables(() => apiSettings({ ...complete, DATABASE_URL: '' }))).toEqual(['DATABASE_URL']);
});

test.each([
  ['20 seconds', 20_000],
  ['1 minute', 60_000],
  ['3 Days', 259_200_000],
])('a duration such as « %s » is understood', (text, ms) => {
  const { creationLinkLifetime } = apiSettings({ ...complete, CREATION_LINK_LIFETIME: text });
  expect(creationLinkLifetime).toEqual({ ms, text: text.toLowerCase() });
});

test.each(['15', '0 days', '-1 day', '1.5 hours', '2 months', 'soon', '1 day; DROP TABLE account'])(
  '« %s » is no duration',
  (text) => {
    expect(variables(() => apiSettings({ ...complete, CREATION_LINK_LIFETIME: text }))).toEqual([
      'CREATION_LINK_LIFETIME',
    ]);
  },
);

test('link keys rotate: the first writes, the others still read', () => {
  const [first, second] = [secret(), secret()];
  const { linkKeys } = workerSettings({ ...complete, LINK_KEYS: `k2:${second}, k1:${first}` });
  expect(linkKeys.map(({ id }) => id)).toEqual(['k2', 'k1']);
  expect(linkKeys[0].key).toEqual(Buffer.from(second, 'base64'));
});

test.each([
  ['no id', secret()],
  ['the same id twice', `k1:${secret()},k1:${secret()}`],
  ['31 bytes', `k1:${randomBytes(31).toString('base64')}`],
  ['not base64', `k1:${'é'.repeat(60)}`],
  ['an empty entry', `k1:${secret()},`],
])('link keys with %s are refused', (_, LINK_KEYS) => {
  expect(variables(() => workerSettings({ ...complete, LINK_KEYS }))).toEqual(['LINK_KEYS']);
});

test('the internal token rotates, and a guessable one is refused', () => {
  const both = ['b'.repeat(32), 'a'.repeat(32)];
  expect(webSettings({ ...complete, INTERNAL_TOKEN: both.join(',') }).internalToken).toEqual(both);
  expect(variables(() => webSettings({ ...complete, INTERNAL_TOKEN: 'secret' }))).toEqual(['INTERNAL_TOKEN']);
});

test('Sirene asked without its key is a mistake, told when the rest is right', () => {
  const env = { ...complete, DIRECTORIES: 'recherche-entreprises,sirene,demo' };
  expect(variables(() => apiSettings(env))).toEqual(['SIRENE_API_KEY']);
  expect(apiSettings({ ...env, SIRENE_API_KEY: 'key' }).directories).toHaveLength(3);
  expect(variables(() => apiSettings({ ...complete, DIRECTORIES: 'bottin' }))).toEqual(['DIRECTORIES']);
});

test.each([
  ['ADDRESS_LIMITS', 'no'],
  ['ADDRESS_LIMITS_EXEMPT', '10.0.0.0/33'],
  ['ELIGIBILITY_OVERRIDES', '12345678:allow'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['RESENDS_PER_DAY', '0'],
  ['BREACH_SERVICE_URL', 'pwned'],
  ['TEMPORAL_ADDRESS', 'http://temporal:7233'],
])('%s=%s is refused', (variable, value) => {
  expect(variables(() => apiSettings({ ...complete, [variable]: value }))).toEqual([variable]);
});

test('links are written under an origin, never under a path', () => {
  expect(webSettings({ ...complete, PUBLIC_URL: 'https://parcours.example/' }).publicUrl).toBe(
    'https://parcours.example',
  );
  expect(variables(() => webSettings({ ...complete, PUBLIC_URL: 'https://parcours.example/app' }))).toEqual([
    'PUBLIC_URL',
  ]);
});

test('lists are read', () => {
  const env = {
    ...complete,
    ADDRESS_LIMITS_EXEMPT: '192.0.2.1, 2001:db8::/32',
    ELIGIBILITY_OVERRIDES: '123456782:allow',
  };
  expect(apiSettings(env)).toMatchObject({
    addressLimitsExempt: ['192.0.2.1', '2001:db8::/32'],
    eligibilityOverrides: new Map([['123456782', 'allow']]),
  });
});

test('settings cannot be changed once read', () => {
  expect(Object.isFrozen(apiSettings(complete))).toBe(true);
});

test('every variable is documented, and each is read by some process', () => {
  for (const row of settingsTable().split('\n').slice(2))
    expect(row).toMatch(/^\| `[A-Z_]+` \| .+ \| .+ \| `.+` \| .+ \|$/u);
});

const documented = () =>
  settingsTable()
    .split('\n')
    .slice(2)
    .map((row) => {
      const [, variable = '', meaning = '', , example = ''] = row.split(/(?<!\\)\|/u).map((cell) => cell.trim());
      return { variable: variable.replaceAll('`', ''), meaning, example: example.replaceAll('`', '') };
    });

test('each variable has a meaning of its own in the table, also where two are written alike', () => {
  const meanings = documented().map(({ meaning }) => meaning);
  expect(meanings.filter((meaning, index) => meanings.indexOf(meaning) !== index)).toEqual([]);
  const meaningOf = (name: string) => documented().find(({ variable }) => variable === name)?.meaning;
  expect(meaningOf('LINK_KEYS')).toMatch(/links and codes/u);
  expect(meaningOf('GUARD_KEYS')).toMatch(/failed sign-ins/u);
  expect(meaningOf('SESSION_SECRETS')).toMatch(/sign session cookies/u);
  expect(meaningOf('INTERNAL_TOKEN')).toMatch(/forwarded addresses/u);
});

test('what is said of a missing variable has its own example', () => {
  const problems = problemsOf(() => apiSettings({}));
  const examples = new Map(problems.map(({ variable, example }) => [variable, example]));
  expect(examples.get('LINK_KEYS')).toMatch(/^k2:.+,k1:/u);
  expect(examples.get('GUARD_KEYS')).toMatch(/^g2:.+,g1:/u);
  for (const { variable, example } of documented())
    if (examples.has(variable)) expect(`${variable}: ${examples.get(variable)}`).toBe(`${variable}: ${example}`);
});
