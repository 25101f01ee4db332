import { administratorsToAsk, audit, holdExpiredAccount, makeAccountMailDue, writeNotice } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * F11: tells, behind the answer, the administrators who can sign in that a colleague's account has expired; each once a day at most,
 * however often it is called. An id that no expired account has tells no one.
 */
export const takeRenewalRequest = (em: EntityManager, accountId: string, correlationId: string): Promise<void> =>
  em.transactional(async (tx) => {
    const siret = await holdExpiredAccount(tx, accountId);
    if (siret === undefined) return;
    for (const id of await administratorsToAsk(tx, siret, accountId)) {
      await makeAccountMailDue(tx, id, 'renewal-asked', accountId);
      await writeNotice(tx, { journey: 'account-mail', subject: id, correlationId });
      const line = { event: 'renewal.told', actor: 'system', subject: accountId, outcome: 'administrator' };
      await audit(tx, { ...line, correlationId, detail: { administrator: id } });
    }
  });
