import { defineEntity, p } from '@mikro-orm/core';
import { Account } from './account.entity.js';

/** A browser that has signed in. */
export const Session = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    /** SHA-256 of the cookie's id, hex. */
    idHash: p.string().primary(),
    account: () => p.manyToOne(Account).joinColumn('account_id'),
    credentialsVersion: p.integer(),
    previousLoginAt: p.datetime().nullable(),
    openedAt: p.datetime().defaultRaw('now()'),
    seenAt: p.datetime().defaultRaw('now()'),
  },
});
