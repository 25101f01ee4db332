import { defineEntity, p } from '@mikro-orm/core';
import type { NoticeDoor } from '../outbox.js';

/** « The facts have changed: look again », written by the transaction that changed them and repeated until heard. */
export const Notice = defineEntity({
  name: 'Notice',
  tableName: 'notice',
  properties: {
    id: p.bigint().primary().autoincrement(),
    journey: p.string().$type<NoticeDoor>(),
    /** What is behind the door: a case number, an account, a lock or a request. */
    subject: p.string(),
    correlationId: p.string(),
    createdAt: p.datetime().defaultRaw('now()'),
    /** Until then whoever wrote it hurries it. */
    dueAt: p.datetime().defaultRaw('now()'),
    deliveredAt: p.datetime().nullable(),
    attempts: p.integer().default(0),
    leaseUntil: p.datetime().nullable(),
    stuckAt: p.datetime().nullable(),
  },
});
