import type { EntityManager, EntitySchemaWithMeta, InferKyselyTable } from '@mikro-orm/postgresql';
import type { ColumnType, Expression, Kysely, Updateable } from 'kysely';
import type { Account } from './entities/account.entity.js';
import type { AuditEvent } from './entities/audit-event.entity.js';
import type { CodeAttempt } from './entities/code-attempt.entity.js';
import type { Contract } from './entities/contract.entity.js';
import type { DirectoryAnswer } from './entities/directory-answer.entity.js';
import type { Establishment } from './entities/establishment.entity.js';
import type { IdempotencyKey } from './entities/idempotency-key.entity.js';
import type { Lockout } from './entities/lockout.entity.js';
import type { LoginGuard } from './entities/login-guard.entity.js';
import type { MailSend } from './entities/mail-send.entity.js';
import type { Notice } from './entities/notice.entity.js';
import type { PasswordLink } from './entities/password-link.entity.js';
import type { PasswordReset } from './entities/password-reset.entity.js';
import type { RateLimit } from './entities/rate-limit.entity.js';
import type { Registration } from './entities/registration.entity.js';
import type { ResetRequest } from './entities/reset-request.entity.js';
import type { Session } from './entities/session.entity.js';

/** As rows arrive: a time and a `bigint` are text, for nothing converts them on this path. */
type Read<T> = unknown extends T ? T : T extends Date | bigint ? string : T;
/** What a column takes; JSON of any shape is given as text. */
type Written<T> = unknown extends T
  ? string | null
  : T extends Date
    ? Date | string
    : T extends bigint
      ? bigint | string
      : T;
type Column<C> = [C] extends [ColumnType<infer S, infer I, infer U>]
  ? ColumnType<Read<S>, Written<I>, Written<U>>
  : ColumnType<Read<C>, Written<C>, Written<C>>;
type Table<Entity extends EntitySchemaWithMeta> = {
  [K in keyof InferKyselyTable<Entity>]: Column<InferKyselyTable<Entity>[K]>;
};

/** Every table as its entity describes it: what a statement may name. */
export interface Tables {
  account: Table<typeof Account>;
  audit_event: Table<typeof AuditEvent>;
  code_attempt: Table<typeof CodeAttempt>;
  contract: Table<typeof Contract>;
  directory_answer: Table<typeof DirectoryAnswer>;
  establishment: Table<typeof Establishment>;
  idempotency_key: Table<typeof IdempotencyKey>;
  lockout: Table<typeof Lockout>;
  login_guard: Table<typeof LoginGuard>;
  mail_send: Table<typeof MailSend>;
  notice: Table<typeof Notice>;
  password_link: Table<typeof PasswordLink>;
  password_reset: Table<typeof PasswordReset>;
  rate_limit: Table<typeof RateLimit>;
  registration: Table<typeof Registration>;
  reset_request: Table<typeof ResetRequest>;
  session: Table<typeof Session>;
}

/** Kysely over our tables, in the transaction of `em` where it has one. Its errors are pg's own `DatabaseError`. */
export const tables = (em: EntityManager): Kysely<Tables> => em.getKysely<Tables>();

/** What `set` is given as a function must `satisfies` this: the builder lets such a function name a column that is none. */
export type Changes<T extends keyof Tables> = {
  [C in keyof Updateable<Tables[T]>]: Updateable<Tables[T]>[C] | Expression<Updateable<Tables[T]>[C]>;
};
