import { Injectable } from '@nestjs/common';
import type { RenewalRequest } from '@app/contracts/http';
import { parseIdentifier } from '@app/domain';
import { audit, crashPoint, writeRenewalRequest } from '@app/persistence';
import { MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { AddressLimits } from '../address-limits.js';
import type { Caller } from '../caller.js';
import { problem } from '../problem.js';
import { contractNumberOf, siretOf } from '../typed-numbers.js';

/**
 * F11: the request is written down with the same statements whether or not an account of the establishment has expired; its
 * administrators are told behind the answer (`takeRenewalRequest`), once a day at most.
 */
@Injectable()
export class RenewalRequestsService {
  constructor(
    private readonly orm: MikroORM,
    private readonly limits: AddressLimits,
  ) {}

  /** 422 `contract-unknown`; otherwise the same answer, in the same time, whether or not anybody is written to. */
  async ask(request: z.infer<typeof RenewalRequest>, caller: Caller): Promise<Record<string, never>> {
    await this.limits.spend('renewal', caller);
    const [siret, contractNumber] = [siretOf(request.siret), contractNumberOf(request.contractNumber)];
    const { address, correlationId } = caller;
    await this.orm.em.fork().transactional(async (tx) => {
      const expired = await writeRenewalRequest(tx, {
        ...{ identifier: parseIdentifier(request.identifier) ?? null, siret, contractNumber, correlationId },
      });
      if (expired === undefined) throw problem('contract-unknown');
      const line = { event: 'renewal.asked', actor: 'person', subject: expired ?? siret, address, correlationId };
      await audit(tx, { ...line, outcome: expired ? 'expired' : 'not-expired' });
      crashPoint('api.renewal.before-commit');
    });
    crashPoint('api.renewal.after-commit');
    return {};
  }
}
