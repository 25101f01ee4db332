import { z } from 'zod';
import { duration, period } from './duration.js';
import { eligibilityOverrides } from './eligibility-overrides.js';
import { networks } from './networks.js';
import { keys, tokens } from './secrets.js';

/** What `docs/settings.md` and the message about a mistake say of a variable. */
export interface Documentation {
  meaning: string;
  /** A value that is accepted; never a secret that works anywhere. */
  example: string;
  /** What holds when the variable is absent, as it would be written. None: the process needs a value, or does without. */
  default?: string;
}

/** The documentation of each schema of `environment`. */
export const documentation = z.registry<Documentation>();

/** The registry knows a schema by its identity: each variable has a copy, also where two are written alike. */
function described<T extends z.ZodType>(schema: T, documented: Documentation): T {
  const own = schema.clone() as T;
  documentation.add(own, documented);
  return own;
}
/** Without it, a process that uses it does not start. */
const needed = described;
/** The default is written as the variable would be, so it passes the same parser. */
const defaulted = <T>(schema: z.ZodType<T, string>, documented: Documentation & { default: string }) =>
  described(z.prefault(schema, documented.default), documented);
const optional = <T>(schema: z.ZodType<T, string>, documented: Documentation) =>
  described(z.optional(schema), documented);

const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/u.test(text) && Number(text) >= low && Number(text) <= high, {
      error: `is not a whole number from ${low} to ${high}`,
    })
    .transform(Number);
const port = (usual: number, meaning: string) =>
  defaulted(wholeNumber(1, 65_535), { meaning, default: String(usual), example: String(usual + 1) });

const url = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), {
    error: `is not an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    abort: true,
  });
const web = url('http', 'https').transform((text) => text.replace(/\/+$/u, ''));
const origin = url('http', 'https')
  .refine((text) => URL.canParse(text) && new URL(text).origin === text.replace(/\/$/u, ''), {
    error: 'is not an origin: scheme, host and port only',
  })
  .transform((text) => new URL(text).origin);
const text = z.string();
const oneOf = <const T extends readonly [string, ...string[]]>(...words: T) =>
  z.enum(words, { error: `is none of ${words.join(', ')}` });

const directories = ['demo', 'recherche-entreprises', 'sirene'] as const;
/** A source of public facts on establishments. */
export type DirectoryName = (typeof directories)[number];
const directoryList = z.string().transform((written, ctx): [DirectoryName, ...DirectoryName[]] => {
  const names = written.split(',').map((name) => name.trim());
  for (const name of names) {
    if ((directories as readonly string[]).includes(name)) continue;
    ctx.addIssue({ code: 'custom', message: `“${name}” is none of ${directories.join(', ')}` });
  }
  return names as [DirectoryName, ...DirectoryName[]];
});

/**
 * Every environment variable of the product, with what it means; an empty value counts as absent.
 * A process reads only what it uses (`settings.ts`), so one that uses no database starts without `DATABASE_URL`.
 */
export const environment = z.object({
  API_PORT: port(3000, 'Port of api'),
  WEB_PORT: port(8080, 'Port of web'),
  WORKER_HEALTH_PORT: port(3001, 'Port on which worker answers `/health/…`'),
  INBOX_PORT: port(8025, 'Port of the dev inbox’s pages and HTTP API'),
  SMTP_PORT: port(1025, 'Port on which the dev inbox receives mail'),
  TEMPORAL_PORT: port(7233, 'Port of the Temporal dev server'),
  TEMPORAL_UI_PORT: port(8233, 'Port of the Temporal UI'),
  POSTGRES_PORT: port(54329, 'Port of the embedded PostgreSQL'),
  SIMULATORS_PORT: port(8090, 'Port of the simulated directories'),
  HOST: defaulted(text, { meaning: 'Address on which api and web listen', default: '127.0.0.1', example: '0.0.0.0' }),
  DATA_DIR: defaulted(text, {
    meaning: 'Folder of the embedded PostgreSQL, of Temporal, of the inbox and of generated secrets',
    default: '.data',
    example: '/var/lib/parcours',
  }),
  LOG_LEVEL: defaulted(oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'), {
    meaning: 'Least serious log lines that are written',
    default: 'info',
    example: 'debug',
  }),

  DATABASE_URL: needed(url('postgres', 'postgresql'), {
    meaning: 'PostgreSQL, as the processes’ role `parcours_app`; given to `npm start`, the embedded one is not started',
    example: 'postgres://parcours_app:secret@db.internal:5432/parcours',
  }),
  MIGRATIONS_DATABASE_URL: needed(url('postgres', 'postgresql'), {
    meaning: 'The same database, as the role that owns it and migrates',
    example: 'postgres://parcours:secret@db.internal:5432/parcours',
  }),
  TEMPORAL_ADDRESS: needed(
    text.refine((value) => /^[^\s/]+:\d{1,5}$/u.test(value), { error: 'is not host:port' }),
    {
      meaning:
        'Temporal’s frontend; the SDK’s other variables (`TEMPORAL_API_KEY`, `TEMPORAL_TLS_…`) are read too; given to `npm start`, the dev server is not started',
      example: 'temporal.internal:7233',
    },
  ),
  TEMPORAL_NAMESPACE: defaulted(text, {
    meaning: 'Namespace of the journeys',
    default: 'default',
    example: 'parcours',
  }),

  SMTP_URL: needed(url('smtp', 'smtps'), {
    meaning: 'Relay that takes our mail; given to `npm start`, the dev inbox is not started',
    example: 'smtps://user:secret@relay.internal:465',
  }),
  MAIL_FROM: needed(
    text.refine((value) => /^(?:[^<>\r\n"]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u.test(value), {
      error: 'is not an address, alone or as Name <address>',
    }),
    { meaning: 'Sender that people see', example: 'Parcours <ne-pas-repondre@parcours.example>' },
  ),

  PUBLIC_URL: needed(origin, {
    meaning:
      'Origin written in e-mailed links; a request’s Host never is. With https every cookie is `Secure`, whatever a proxy tells',
    example: 'https://parcours.example',
  }),
  API_URL: needed(web, { meaning: 'Where web finds the API', example: 'http://api.internal:3000' }),
  TRUST_PROXY: defaulted(networks('loopback', 'linklocal', 'uniquelocal'), {
    meaning: 'Proxies, as addresses or CIDRs, whose word on the client’s address web believes',
    default: 'loopback',
    example: 'loopback,10.0.0.0/8',
  }),
  CLIENT_ADDRESS_HEADER: optional(
    text.refine((value) => /^[A-Za-z0-9-]{1,64}$/u.test(value), { error: 'is not the name of a header' }),
    {
      meaning:
        'The one header in which trusted proxies write the client’s address; absent, `X-Forwarded-For`, or `Forwarded` where there is no other',
      example: 'CF-Connecting-IP',
    },
  ),

  LINK_KEYS: needed(keys, {
    meaning:
      'Keys of e-mailed links and codes, `id:base64` of at least 32 bytes, separated by commas: the first writes, the others are kept as long as links made with them work',
    example: 'k2:<base64 of 32 random bytes>,k1:<the earlier one>',
  }),
  GUARD_KEYS: needed(keys, {
    meaning:
      'Keys under which failed sign-ins are counted, so that no table holds the identifiers that were tried; written as `LINK_KEYS`',
    example: 'g2:<base64 of 32 random bytes>,g1:<the earlier one>',
  }),
  SESSION_SECRETS: needed(tokens, {
    meaning: 'Secrets that sign session cookies; separated by commas, the first signs, each is accepted',
    example: '<at least 32 random characters>',
  }),
  INTERNAL_TOKEN: needed(tokens, {
    meaning:
      'What web shows api so that its forwarded addresses are believed; separated by commas, the first is sent, each is accepted',
    example: '<at least 32 random characters>',
  }),

  CREATION_LINK_LIFETIME: defaulted(duration, {
    meaning: 'How long a link that creates a password works',
    default: '15 days',
    example: '20 seconds',
  }),
  RESET_LINK_LIFETIME: defaulted(duration, {
    meaning: 'How long a link that resets a password works',
    default: '3 days',
    example: '20 seconds',
  }),
  LOCKOUT_FAILURES: defaulted(wholeNumber(1, 100), {
    meaning: 'Failed sign-ins in a row that lock an identifier',
    default: '3',
    example: '5',
  }),
  SESSION_IDLE: defaulted(duration, {
    meaning: 'How long a session lasts without a request',
    default: '30 minutes',
    example: '15 minutes',
  }),
  SESSION_LIFETIME: defaulted(duration, {
    meaning: 'How long a session lasts at most',
    default: '12 hours',
    example: '8 hours',
  }),
  ACCOUNT_LIFETIME: defaulted(period, {
    meaning: 'How long an account lives after its last sign-in',
    default: '18 months',
    example: '400 days',
  }),
  REVIEW_LIFETIME: defaulted(duration, {
    meaning: 'How long support has to decide on a case under review',
    default: '30 days',
    example: '10 days',
  }),
  LINK_REUSE_WINDOW: defaulted(duration, {
    meaning: 'Age up to which a further mail carries the same link',
    default: '1 hour',
    example: '10 minutes',
  }),
  RESEND_INTERVAL: defaulted(duration, {
    meaning: 'Shortest time between two mails a person asks for',
    default: '60 seconds',
    example: '2 minutes',
  }),
  RESENDS_PER_DAY: defaulted(wholeNumber(1, 1_000), {
    meaning: 'Mails a person can ask for in 24 hours, per registration or account',
    default: '5',
    example: '10',
  }),
  ADDRESS_LIMITS: defaulted(
    oneOf('on', 'off').transform((word) => word === 'on'),
    {
      meaning: '`off` lifts the limits per client address (load tests); those per account and registration stay',
      default: 'on',
      example: 'off',
    },
  ),
  ADDRESS_LIMITS_EXEMPT: defaulted(networks(), {
    meaning: 'Shared proxies, as addresses or CIDRs, whose limit is ten times higher',
    default: '',
    example: '192.0.2.0/24,2001:db8::/32',
  }),
  PASSWORD_MIN_LENGTH: defaulted(wholeNumber(12, 64), {
    meaning: 'Shortest password, in characters; never under 12',
    default: '15',
    example: '16',
  }),
  BREACH_SERVICE_URL: optional(web, {
    meaning:
      'Range API (k-anonymity) of known leaked passwords, asked besides the bundled lists; absent, only those apply',
    example: 'https://api.pwnedpasswords.com/range',
  }),

  DIRECTORIES: defaulted(directoryList, {
    meaning: `Sources of establishments, in the order they are asked: ${directories.map((name) => `\`${name}\``).join(', ')}`,
    default: 'demo',
    example: 'recherche-entreprises,sirene,demo',
  }),
  DIRECTORY_FILE: defaulted(text, {
    meaning: 'Establishments of the source `demo` and of the simulators, in the format of `data/establishments.json`',
    default: 'data/establishments.json',
    example: '/etc/parcours/establishments.json',
  }),
  RECHERCHE_ENTREPRISES_URL: defaulted(web, {
    meaning: 'API Recherche d’entreprises, up to what precedes `/search`',
    default: 'https://recherche-entreprises.api.gouv.fr',
    example: 'http://127.0.0.1:8090/recherche-entreprises',
  }),
  SIRENE_URL: defaulted(web, {
    meaning: 'API Sirene, up to what precedes `/siret/…`',
    default: 'https://api.insee.fr/api-sirene/3.11',
    example: 'http://127.0.0.1:8090/sirene',
  }),
  SIRENE_API_KEY: optional(text, {
    meaning: 'Key of API Sirene; needed when `DIRECTORIES` names `sirene`',
    example: '00000000-0000-0000-0000-000000000000',
  }),
  ELIGIBILITY_OVERRIDES: optional(eligibilityOverrides, {
    meaning: 'Decisions against the rule of the legal category: `siren:allow` or `siren:refuse`, separated by commas',
    example: '123456782:allow,987654324:refuse',
  }),
});

export type VariableName = keyof typeof environment.shape;
