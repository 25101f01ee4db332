import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.js';

/** A reset under way, or how it ended. A partial unique index lets one stand open per account. */
export const PasswordReset = defineEntity({
  name: 'PasswordReset',
  tableName: 'password_reset',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    account: () => p.manyToOne(Account).joinColumn('account_id'),
    /** `replaced`: the password was changed in a session while the reset was open. */
    state: p.string().$type<'open' | 'used' | 'expired' | 'replaced'>().default('open'),
    correlationId: p.string(),
    openedAt: p.datetime().defaultRaw('now()'),
    deadline: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});
