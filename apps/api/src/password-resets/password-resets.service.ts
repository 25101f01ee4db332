import { Injectable } from '@nestjs/common';
import { parseIdentifier } from '@app/domain';
import { crashPoint, writeResetRequest } from '@app/persistence';
import { MikroORM } from '@mikro-orm/postgresql';
import { AddressLimits } from '../address-limits.js';
import type { Caller } from '../caller.js';

/** F7, F8: the request is written down, the same for every identifier; who holds it is looked up behind the answer (R32). */
@Injectable()
export class PasswordResetsService {
  constructor(
    private readonly orm: MikroORM,
    private readonly limits: AddressLimits,
  ) {}

  async ask(typed: string, caller: Caller): Promise<Record<string, never>> {
    await this.limits.spend('reset', caller);
    const { address, correlationId } = caller;
    crashPoint('api.reset-request.before-written');
    const identifier = parseIdentifier(typed) ?? null;
    await writeResetRequest(this.orm.em.fork(), { identifier, address, correlationId });
    crashPoint('api.reset-request.after-written');
    return {};
  }
}
