import { Injectable } from '@nestjs/common';
import type { RenewalRequest } from '@app/contracts/http';
import { parseIdentifier } from '@app/domain';
import { audit, crashPoint, makeAccountMailDue, writeNotice } from '@app/persistence';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { AddressLimits } from '../address-limits.js';
import type { Caller } from '../caller.js';
import { problem } from '../problem.js';
import { contractNumberOf, siretOf } from '../typed-numbers.js';

/** F11: asks the administrators of an establishment, by mail, to renew an account that has expired; once a day at most. */
@Injectable()
export class RenewalRequestsService {
  constructor(
    private readonly orm: MikroORM,
    private readonly limits: AddressLimits,
  ) {}

  /** 422 `contract-unknown`; otherwise the same answer whether or not anybody is written to. */
  async ask(request: z.infer<typeof RenewalRequest>, caller: Caller): Promise<Record<string, never>> {
    await this.limits.spend('renewal', caller);
    const [siret, contractNumber] = [siretOf(request.siret), contractNumberOf(request.contractNumber)];
    const identifier = parseIdentifier(request.identifier) ?? null;
    await this.orm.em.fork().transactional(async (tx) => {
      const [known] = await tx.execute<{ expired: string | null }[]>(
        `select (select id from account where siret = c.siret and identifier = ? and status = 'active' and expires_at <= now()
           for update) as expired
         from contract c where c.siret = ? and c.number = ? limit 1`,
        [identifier, siret, contractNumber],
      );
      if (!known) throw problem('contract-unknown');
      const told = known.expired ? await tellAdministrators(tx, siret, known.expired, caller) : 0;
      const line = { event: 'renewal.asked', actor: 'person', subject: known.expired ?? siret };
      const { address, correlationId } = caller;
      await audit(tx, { ...line, outcome: told > 0 ? 'told' : 'nobody-told', address, correlationId });
      crashPoint('api.renewal.before-commit');
    });
    crashPoint('api.renewal.after-commit');
    return {};
  }
}

/** Those who can sign in themselves and were not asked for this account within a day; answers how many. */
async function tellAdministrators(
  tx: EntityManager,
  siret: string,
  expired: string,
  { correlationId }: Caller,
): Promise<number> {
  const administrators = await tx.execute<{ id: string }[]>(
    `select id from account a where siret = ? and role = 'administrator' and status = 'active' and expires_at > now()
       and not exists (select from mail_send m where m.account_id = a.id and m.kind = 'renewal-asked' and m.about_id = ?
         and m.due_at > now() - interval '24 hours')`,
    [siret, expired],
  );
  for (const { id } of administrators) {
    await makeAccountMailDue(tx, id, 'renewal-asked', expired);
    await writeNotice(tx, { journey: 'account-mail', subject: id, correlationId });
  }
  return administrators.length;
}
