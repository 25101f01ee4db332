import type { BlockedReason, PasswordResetFacts } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { lit, lits } from './expressions.js';
import { tables } from './tables.js';

const blockedBy = new Map<string | null, BlockedReason>([
  ['refused', 'mail-refused'],
  ['undelivered', 'mail-undelivered'],
]);

/** Where the facts say the newest reset of an account stands; one round trip. */
export async function readPasswordResetFacts(em: EntityManager, accountId: string): Promise<PasswordResetFacts> {
  const row = await tables(em)
    .selectFrom('password_reset')
    .select(({ selectFrom, exists }) => [
      'password_reset.state',
      'password_reset.deadline',
      selectFrom('mail_send')
        .select('mail_send.state')
        .whereRef('mail_send.account_id', '=', 'password_reset.account_id')
        .where('mail_send.kind', '=', lit('reset'))
        .whereRef('mail_send.due_at', '>=', 'password_reset.opened_at')
        .orderBy('mail_send.number', 'desc')
        .limit(sql.lit(1))
        .as('newest_mail'),
      exists(
        selectFrom('mail_send')
          .select('mail_send.id')
          .whereRef('mail_send.account_id', '=', 'password_reset.account_id')
          .where('mail_send.kind', '=', lit('reset'))
          .where('mail_send.state', 'in', lits('due', 'sending')),
      )
        .$castTo<boolean>()
        .as('is_due'),
    ])
    .where('password_reset.account_id', '=', accountId)
    .orderBy('password_reset.opened_at', 'desc')
    .limit(sql.lit(1))
    .executeTakeFirst();
  if (!row) return { stage: 'gone', blockedReason: null, until: null, due: [] };
  const isOpen = row.state === 'open';
  return {
    stage: row.state,
    blockedReason: (isOpen && blockedBy.get(row.newest_mail)) || null,
    until: isOpen ? new Date(row.deadline).toISOString() : null,
    due: row.is_due ? ['reset'] : [],
  };
}
