import { defineEntity, p } from '@mikro-orm/core';

const NoticeSchema = defineEntity({
  name: 'Notice',
  tableName: 'notice',
  properties: {
    id: p.bigint().primary().autoincrement(),
    journey: p.string().$type<'registration'>(),
    /** What tells the journey apart: a case number. */
    subject: p.string(),
    correlationId: p.string(),
    createdAt: p.datetime().defaultRaw('now()'),
    deliveredAt: p.datetime().nullable(),
    attempts: p.integer().default(0),
    leaseUntil: p.datetime().nullable(),
    stuckAt: p.datetime().nullable(),
  },
});

/** « The facts have changed: look again », written by the transaction that changed them and repeated until heard. */
export class Notice extends NoticeSchema.class {}
NoticeSchema.setClass(Notice);
