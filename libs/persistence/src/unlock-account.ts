import type { EntityManager } from '@mikro-orm/postgresql';

/** Where failed sign-ins of an account are counted: found by the account, and by the keys of its identifier. */
export interface GuardRows {
  accountId: string;
  /** Of the identifier, under every guard key that this process has. */
  guardKeys: readonly string[];
}

/** SQL over `login_guard`: rows of an account, also under keys that this process does not have. Parameters: account, keys. */
const ofAccount = `(account_id = ?::uuid or key = any (?::bpchar[]))`;

/** Holds the rows until the transaction ends: a browser's first, then those of the identifier, as a sign-in does. */
export async function holdGuard(tx: EntityManager, { accountId, guardKeys }: GuardRows): Promise<void> {
  await tx.execute(`select key from login_guard where ${ofAccount} order by is_device desc, key for update`, [
    accountId,
    `{${guardKeys.join(',')}}`,
  ]);
}

/**
 * The one place that unlocks (R27, R51), part of the transaction of what may: a completed reset, the first password, support. Clears every
 * counter and lock of the account, under every guard key; ends its locks and tells their journeys; drops mail that tells of them.
 * The transaction holds the guard (`holdGuard`), then the account.
 */
export async function unlockAccount(
  tx: EntityManager,
  { accountId, guardKeys }: GuardRows,
  by: { actor: string; address?: string; correlationId: string },
): Promise<void> {
  const keys = `{${guardKeys.join(',')}}`;
  await tx.execute(
    `with devices as (delete from login_guard where account_id = ? and is_device),
     guard as (
       update login_guard set failures = 0, pending = '{}', locked_at = null, touched_at = now()
       where not is_device and ${ofAccount}),
     dropped as (
       update mail_send set state = 'dropped', lease_until = null
       where account_id = ? and kind in ('locked', 'locked-reminder') and state in ('due', 'sending')),
     lock as (
       update lockout set ended_at = now(), ended_as = 'unlocked'
       where (account_id = ? or guard_key = any (?::bpchar[])) and ended_at is null returning id),
     heard as (
       insert into notice (journey, subject, correlation_id) select 'lockout', id::text, ?::text from lock)
     insert into audit_event (event, actor, subject, outcome, address, correlation_id)
     select 'identifier.unlocked', ?::text, ?::text, 'unlocked', ?::text, ?::text from lock`,
    [
      ...[accountId, accountId, keys, accountId, accountId, keys, by.correlationId],
      ...[by.actor, accountId, by.address ?? null, by.correlationId],
    ],
    'run',
  );
}
