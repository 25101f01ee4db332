import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM } from '@mikro-orm/postgresql';
import { Account } from './entities/account.entity.js';
import { AuditEvent } from './entities/audit-event.entity.js';
import { CodeAttempt } from './entities/code-attempt.entity.js';
import { Contract } from './entities/contract.entity.js';
import { DirectoryAnswer } from './entities/directory-answer.entity.js';
import { Establishment } from './entities/establishment.entity.js';
import { IdempotencyKey } from './entities/idempotency-key.entity.js';
import { Lockout } from './entities/lockout.entity.js';
import { LoginGuard } from './entities/login-guard.entity.js';
import { MailSend } from './entities/mail-send.entity.js';
import { Notice } from './entities/notice.entity.js';
import { PasswordLink } from './entities/password-link.entity.js';
import { PasswordReset } from './entities/password-reset.entity.js';
import { RateLimit } from './entities/rate-limit.entity.js';
import { Registration } from './entities/registration.entity.js';
import { ResetRequest } from './entities/reset-request.entity.js';
import { Session } from './entities/session.entity.js';
import { PreparingDriver } from './prepared-statements.js';

const here = dirname(fileURLToPath(import.meta.url));

const entities = [
  Account,
  AuditEvent,
  CodeAttempt,
  Contract,
  DirectoryAnswer,
  Establishment,
  IdempotencyKey,
  Lockout,
  LoginGuard,
  MailSend,
  Notice,
  PasswordLink,
  PasswordReset,
  RateLimit,
  Registration,
  ResetRequest,
  Session,
];

/** Options of every connection to our database; `poolSize` connections at most. */
export const ormOptions = (clientUrl: string, poolSize = 10) =>
  defineConfig({
    driver: PreparingDriver,
    clientUrl,
    entities,
    extensions: [Migrator],
    pool: { min: 0, max: poolSize },
    forceUtcTimezone: true,
    // A caller that hangs is answered within 10 s (contract): the database must give up before.
    driverOptions: {
      connectionTimeoutMillis: 5_000,
      statement_timeout: 8_000,
      idle_in_transaction_session_timeout: 15_000,
    },
    migrations: { path: join(here, 'migrations'), glob: '!(*.d).{js,ts}', emit: 'ts', disableForeignKeys: false },
  });

export const connectToDatabase = async (clientUrl: string, poolSize?: number): Promise<MikroORM> =>
  MikroORM.init(ormOptions(clientUrl, poolSize));
