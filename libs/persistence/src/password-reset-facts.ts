import type { BlockedReason, PasswordResetFacts } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';

interface ResetRow {
  state: 'open' | 'used' | 'expired' | 'replaced';
  deadline: string;
  newest_mail: string | null;
  is_due: boolean;
}

const blockedBy = new Map<string | null, BlockedReason>([
  ['refused', 'mail-refused'],
  ['undelivered', 'mail-undelivered'],
]);

/** Where the facts say the newest reset of an account stands; one round trip. */
export async function readPasswordResetFacts(em: EntityManager, accountId: string): Promise<PasswordResetFacts> {
  const [row] = await em.execute<ResetRow[]>(
    `select p.state, p.deadline,
       (select m.state from mail_send m where m.account_id = p.account_id and m.kind = 'reset' and m.due_at >= p.opened_at
        order by m.number desc limit 1) as newest_mail,
       exists (select from mail_send m
               where m.account_id = p.account_id and m.kind = 'reset' and m.state in ('due', 'sending')) as is_due
     from password_reset p where p.account_id = ? order by p.opened_at desc limit 1`,
    [accountId],
  );
  if (!row) return { stage: 'gone', blockedReason: null, until: null, due: [] };
  const isOpen = row.state === 'open';
  return {
    stage: row.state,
    blockedReason: (isOpen && blockedBy.get(row.newest_mail)) || null,
    until: isOpen ? new Date(row.deadline).toISOString() : null,
    due: row.is_due ? ['reset'] : [],
  };
}
