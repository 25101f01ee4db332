import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Makes another creation mail due, in place of earlier ones that have not left yet; answers its number.
 * Part of a transaction that holds the registration.
 */
export async function makeAnotherMailDue(tx: EntityManager, registrationId: string): Promise<number> {
  const [row] = await tx.execute<[{ number: number }]>(
    `with asked as (update registration set mail_number = mail_number + 1 where id = ? returning id, mail_number),
     dropped as (
       update mail_send m set state = 'dropped', lease_until = null from asked
       where m.registration_id = asked.id and m.kind = 'creation' and m.state in ('due', 'sending') and m.dotted_at is null)
     insert into mail_send (registration_id, kind, number) select id, 'creation', mail_number from asked returning number`,
    [registrationId],
  );
  return row.number;
}
