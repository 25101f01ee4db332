import type { LockoutFacts, LockoutRef } from '@app/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';

interface LockoutRow {
  ended_as: 'unlocked' | 'ended' | null;
  untold: boolean;
  remind_at: string | null;
  until: string | null;
  due: LockoutFacts['due'];
}

/** SQL: when the owner of lock `l` is reminded of it. */
export const reminderAt = `(l.locked_at + interval '7 days')`;

/** SQL: when account `a` ends, null when nothing says so; a pending one ends with its registration. */
export const accountEnd = `coalesce(a.expires_at, (select r.deadline from registration r where r.id = a.registration_id))`;

/** Where the facts say a lock of an account stands; one round trip. That of an account which is no more ends at once. */
export async function readLockoutFacts(
  em: EntityManager,
  { lockoutId, accountId }: Pick<LockoutRef, 'lockoutId' | 'accountId'>,
): Promise<LockoutFacts> {
  const [row] = await em.execute<LockoutRow[]>(
    `select l.ended_as, l.told_at is null as untold, case when l.reminded_at is null then ${reminderAt} end as remind_at,
       case when a.id is null then l.locked_at else ${accountEnd} end as until,
       coalesce((select json_agg(m.kind order by m.number) from mail_send m
                 where m.account_id = a.id and m.kind in ('locked', 'locked-reminder') and m.state in ('due', 'sending')),
         '[]') as due
     from lockout l left join account a on a.id = l.account_id where l.id = ? and l.account_id = ?`,
    [lockoutId, accountId],
  );
  if (!row) return { stage: 'gone', untold: false, remindAt: null, until: null, due: [] };
  if (row.ended_as) return { stage: row.ended_as, untold: false, remindAt: null, until: null, due: row.due };
  return { stage: 'locked', untold: row.untold, remindAt: iso(row.remind_at), until: iso(row.until), due: row.due };
}

const iso = (time: string | null): string | null => (time === null ? null : new Date(time).toISOString());
