import { defineEntity, p } from '@mikro-orm/core';

/** What a repeated request is answered. */
export const IdempotencyKey = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_key',
  properties: {
    route: p.string().$type<'registrations' | 'resend'>().primary(),
    key: p.string().primary(),
    /** SHA-256 of what the request must have in common with its repetition, hex. */
    bodyHash: p.string(),
    /** No reference: a key lives a day, a registration longer. */
    registrationId: p.uuid().nullable(),
    status: p.integer().nullable(),
    answer: p.json<unknown>().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
