import { Injectable } from '@nestjs/common';
import { parseIdentifier } from '@app/domain';
import { crashPoint } from '@app/persistence';
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
    await this.orm.em.fork().execute(
      `with request as (
         insert into reset_request (identifier, address, correlation_id) values (?, ?, ?) returning id, correlation_id)
       insert into notice (journey, subject, correlation_id) select 'reset-request', id::text, correlation_id from request`,
      [parseIdentifier(typed) ?? null, address, correlationId],
      'run',
    );
    crashPoint('api.reset-request.after-written');
    return {};
  }
}
