import { Injectable } from '@nestjs/common';
import type { IdentifierRecovery, RecoveredIdentifier } from '@app/contracts/http';
import { isSameEmail, isSameName } from '@app/domain';
import {
  type AccountPerson,
  activeAccounts,
  audit,
  crashPoint,
  tellIdentifierShown,
  writeNotice,
} from '@app/persistence';
import { MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { AddressLimits } from '../address-limits.js';
import type { Caller } from '../caller.js';
import { problem } from '../problem.js';
import { siretOf } from '../typed-numbers.js';

type Asked = z.infer<typeof IdentifierRecovery>;
/** F6: the identifiant on screen, for whoever knows establishment, names and address of one account; its owner is told, once a day at most (R36). */
@Injectable()
export class IdentifierRecoveriesService {
  constructor(
    private readonly orm: MikroORM,
    private readonly limits: AddressLimits,
  ) {}

  /** 404 `no-match`, one answer and the same work for every kind of mismatch. */
  async recover(asked: Asked, caller: Caller): Promise<z.infer<typeof RecoveredIdentifier>> {
    await this.limits.spend('recovery', caller);
    const siret = siretOf(asked.siret);
    const { address, correlationId } = caller;
    const found = await this.orm.em.fork().transactional(async (tx) => {
      const holders = await activeAccounts(tx, siret);
      const matching = holders.filter((holder) => isThePerson(holder, asked));
      const match = matching.length === 1 ? matching[0] : undefined;
      const line = { event: 'identifier.asked', actor: 'person', address, correlationId };
      await audit(tx, { ...line, subject: match?.id ?? siret, outcome: match ? 'shown' : 'no-match' });
      if (match && (await tellIdentifierShown(tx, match.id))) {
        await writeNotice(tx, { journey: 'account-mail', subject: match.id, correlationId });
      }
      crashPoint('api.recovery.before-commit');
      return match;
    });
    crashPoint('api.recovery.after-commit');
    if (!found) throw problem('no-match');
    return { identifier: found.identifier };
  }
}

/** All of it is compared, whatever the first difference. */
function isThePerson(holder: AccountPerson, { lastName, firstName, email }: Asked): boolean {
  const same = [
    isSameName(holder.lastName, lastName),
    isSameName(holder.firstName, firstName),
    isSameEmail(holder.email, email),
  ];
  return !same.includes(false);
}
