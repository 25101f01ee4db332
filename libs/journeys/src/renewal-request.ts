import { audit, makeAccountMailDue, writeNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * F11: tells, behind the answer, the administrators who can sign in that a colleague's account has expired; each once a day at most,
 * however often it is called. An id that no expired account has tells no one.
 */
export const takeRenewalRequest = (em: EntityManager, accountId: string, correlationId: string): Promise<void> =>
  em.transactional(async (tx) => {
    const [expired] = await tx.execute<{ siret: string }[]>(
      `select siret from account where id = ? and status = 'active' and expires_at <= now() for update`,
      [accountId],
    );
    if (!expired) return;
    const administrators = await tx.execute<{ id: string }[]>(
      `select id from account a where siret = ? and role = 'administrator' and status = 'active' and expires_at > now()
         and not exists (select from mail_send m where m.account_id = a.id and m.kind = 'renewal-asked' and m.about_id = ?
           and m.due_at > now() - interval '24 hours')
       order by id`,
      [expired.siret, accountId],
    );
    for (const { id } of administrators) {
      await makeAccountMailDue(tx, id, 'renewal-asked', accountId);
      await writeNotice(tx, { journey: 'account-mail', subject: id, correlationId });
      const line = { event: 'renewal.told', actor: 'system', subject: accountId, outcome: 'administrator' };
      await audit(tx, { ...line, correlationId, detail: { administrator: id } });
    }
  });
