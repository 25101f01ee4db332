/**
 * How long each table keeps what is over (R46; `docs/retention.md` says why). Each statement takes away one batch by an index of its
 * own, oldest first, and leaves alone what somebody else holds at that moment: the next night takes it.
 */
import type { PurgedTable } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Rows of one transaction: a lock is held for some milliseconds. */
export const purgeBatchSize = 500;

/** SQL: what is left of a case that has ended, or of an account, can be looked up this long. */
const past = `now() - interval '30 days'`;

/** Those rows that `condition` fits, by the index on `age`; they are held before they are deleted, so that they stay in their places. */
const oldest = (table: string, age: string, condition: string): string => `
  delete from ${table} where ctid = any (array(
    select ctid from ${table} where ${condition} order by ${age} limit ${purgeBatchSize} for update skip locked))`;

const statements: Record<PurgedTable, string> = {
  idempotency_key: oldest('idempotency_key', 'created_at', `created_at < now() - interval '24 hours'`),

  rate_limit: oldest('rate_limit', 'expire', 'expire < (extract(epoch from now()) * 1000)::bigint'),

  // An hour later, so that none is taken from under a request.
  session: oldest('session', 'opened_at', `opened_at < now() - interval '1 hour' - ?::interval`),

  notice: oldest('notice', 'delivered_at', `delivered_at < now() - interval '7 days'`),

  reset_request: oldest('reset_request', 'handled_at', `handled_at < now() - interval '24 hours'`),

  password_reset: oldest('password_reset', 'ended_at', `ended_at < ${past}`),

  lockout: oldest('lockout', 'ended_at', `ended_at < ${past}`),

  // Whether an account holds the identifier or none; only the lock of an account that is still there goes on.
  login_guard: `
    with old as (
      select ctid, key from login_guard where touched_at < now() - interval '18 months' and not exists (
        select from lockout l join account a on a.id = l.account_id where l.guard_key = login_guard.key and l.ended_at is null)
      limit ${purgeBatchSize} for update of login_guard skip locked),
    locks as (delete from lockout where guard_key = any (array(select key from old)) and ended_at is null)
    delete from login_guard where ctid = any (array(select ctid from old))`,

  directory_answer: oldest('directory_answer', 'asked_at', `asked_at < now() - interval '24 hours'`),

  // A case's page and its reminders read its messages for as long as the case itself is kept.
  mail_send: oldest(
    'mail_send',
    'due_at',
    `state not in ('due', 'sending') and due_at < ${past} and not coalesce(
       (select r.ended_at is null or r.ended_at > ${past} from registration r where r.id = mail_send.registration_id), false)`,
  ),

  // A used or superseded one too: until then its page says what became of it (R09).
  password_link: oldest('password_link', 'expires_at', `expires_at < ${past}`),

  // Under a link or under none alike.
  code_attempt: oldest('code_attempt', 'guessed_at', `guessed_at < ${past}`),

  // With all that hangs on it. What is still to be told is told first.
  registration: `
    with old as (
      select id from registration r where status in ('refused', 'expired', 'cancelled') and ended_at < ${past}
        and not exists (select from mail_send m where m.registration_id = r.id and m.state in ('due', 'sending'))
        and not exists (select from notice n where n.subject = r.case_number and n.journey = 'registration' and n.delivered_at is null)
        and not exists (select from account a where a.registration_id = r.id)
      order by ended_at limit ${purgeBatchSize} for update of r skip locked),
    mails as (delete from mail_send where registration_id = any (array(select id from old))),
    links as (delete from password_link where registration_id = any (array(select id from old)))
    delete from registration where id = any (array(select id from old))`,
};

/**
 * Deletes one batch of what is over, in a transaction of its own; answers how many rows of the table itself: less than a batch is the
 * last. `sessionLifetime`: a PostgreSQL interval.
 */
export async function purgeBatch(em: EntityManager, table: PurgedTable, sessionLifetime: string): Promise<number> {
  const values = table === 'session' ? [sessionLifetime] : [];
  const { affectedRows } = await em.execute<{ affectedRows: number }>(statements[table], values, 'run');
  return affectedRows;
}
