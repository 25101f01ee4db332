import { defineEntity, p } from '@mikro-orm/core';

/** A count of what one address has asked for; the shape is rate-limiter-flexible's. */
export const RateLimit = defineEntity({
  name: 'RateLimit',
  tableName: 'rate_limit',
  properties: {
    key: p.string().primary(),
    points: p.integer().default(0),
    /** Epoch in milliseconds. */
    expire: p.bigint().nullable(),
  },
});
