import { defineEntity, p } from '@mikro-orm/core';

/** Failed sign-ins of a well-formed identifier, whether or not an account has it; or of one browser that knows the account. */
export const LoginGuard = defineEntity({
  name: 'LoginGuard',
  tableName: 'login_guard',
  properties: {
    /** A keyed hash of the identifier, or of the browser's device, hex. */
    key: p.string().primary(),
    failures: p.integer().default(0),
    /** Attempts in flight: their id, and when they began, epoch in seconds. */
    pending: p.json<Record<string, number>>().defaultRaw(`'{}'`),
    lockedAt: p.datetime().nullable(),
    touchedAt: p.datetime().defaultRaw('now()'),
    /** No reference, as in a lockout. */
    accountId: p.uuid().nullable(),
    isDevice: p.boolean().default(false),
  },
});
