import { defineEntity, p } from '@mikro-orm/core';

/** A lock of an identifier, from the failure that locked it to what ended it. A partial unique index lets one stand open per guard key. */
export const Lockout = defineEntity({
  name: 'Lockout',
  tableName: 'lockout',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    guardKey: p.string(),
    /** Null when no account has the identifier. No reference: the same work either way. */
    accountId: p.uuid().nullable(),
    correlationId: p.string(),
    lockedAt: p.datetime().defaultRaw('now()'),
    toldAt: p.datetime().nullable(),
    remindedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    endedAs: p.string().$type<'unlocked' | 'ended'>().nullable(),
  },
});
