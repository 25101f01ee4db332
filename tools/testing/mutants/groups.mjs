/**
 * What is mutated together, and the specs that should notice: those nearest to it, so that a mutant costs seconds.
 * `sql`: modules that are mostly statements.
 */
export const groups = {
  edge: {
    mutate: ['libs/edge/src/{same-site,client-address}.ts'],
    specs: 'libs/edge/src/.+\\.spec\\.ts$',
  },
  domain: {
    mutate: ['libs/domain/src/{siret,password-policy}.ts'],
    specs: 'libs/domain/src/(siret|password-policy)\\.spec\\.ts$',
  },
  door: {
    mutate: ['apps/api/src/{address-limits,caller,cross-site,idempotency,sessions/device-cookie}.ts'],
    specs: 'apps/api/src/(address-limits|caller|cross-site|idempotency|sessions/device-cookie)\\.spec\\.ts$',
    sql: true,
  },
  guard: {
    mutate: ['apps/api/src/sessions/{login-guard,account-session-store}.ts'],
    specs: 'apps/api/src/sessions/(sign-in|known-browser|guard-keys|small-mistakes|account-session-store)\\.spec\\.ts$',
    sql: true,
  },
  links: {
    mutate: ['apps/api/src/passwords/{code-check,link-lookup,create-password,reset-password}.ts'],
    specs: 'apps/api/src/passwords/(passwords|reset-password|lock-order|what-ends)\\.spec\\.ts$',
    sql: true,
  },
  outbox: {
    mutate: ['libs/persistence/src/notices.ts', 'libs/journeys/src/notice-{delivery,destinations}.ts'],
    specs: '(apps/worker/src/notice-relay|libs/journeys/src/notice-delivery)\\.spec\\.ts$',
    sql: true,
  },
  mail: {
    mutate: ['libs/activities/src/mail-lease.ts'],
    specs: 'libs/activities/src/mail-lease\\.spec\\.ts$',
    sql: true,
  },
};

/** The group of this run, told to the processes of Stryker and jest by the environment. */
export const group = groups[process.env.MUTANTS_OF];
