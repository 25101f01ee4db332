export const retentionWorkflow = 'retention';
export const retentionScheduleId = 'retention';

/** Every table that grows with what people do, in the order in which its end is looked for (`docs/retention.md`). */
export const purgedTables = [
  'idempotency_key',
  'rate_limit',
  'session',
  'notice',
  'reset_request',
  'password_reset',
  'lockout',
  'login_guard',
  'directory_answer',
  'mail_send',
  'password_link',
  'registration',
  'code_attempt',
] as const;
export type PurgedTable = (typeof purgedTables)[number];

export interface RetentionActivities {
  /** Deletes every row of the table whose time is over, some hundreds at a time; answers how many. */
  purge(ref: { table: PurgedTable }): Promise<number>;
}
