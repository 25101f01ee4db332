import { defineEntity, p } from '@mikro-orm/core';

/** A line of the audit. Partitioned by month; the processes' role may add lines and read them, nothing else. */
export const AuditEvent = defineEntity({
  name: 'AuditEvent',
  tableName: 'audit_event',
  properties: {
    at: p.datetime().primary().defaultRaw('now()'),
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    event: p.string(),
    actor: p.string(),
    subject: p.string().nullable(),
    outcome: p.string(),
    address: p.string().nullable(),
    correlationId: p.string().nullable(),
    detail: p.json<Record<string, string | number | boolean | null>>().nullable(),
    /** The database's word on who wrote it. */
    role: p.string().defaultRaw('session_user'),
  },
});
