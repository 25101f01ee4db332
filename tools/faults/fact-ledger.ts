import { Client } from 'pg';
import type { Facts } from './facts.js';

/** Of one moment: each column as the invariants name it. */
const selects: Record<keyof Facts, string> = {
  registrations: `select id, public_id as "publicId", case_number as "caseNumber", siret, status, reason,
    blocked_reason as "blockedReason", received_at as "receivedAt", opened_at as "openedAt", review_until as "reviewUntil",
    deadline, ended_at as "endedAt", mail_number as "mailNumber" from registration`,
  accounts: `select id, registration_id as "registrationId", siret, status, password_hash is not null as "hasPassword",
    credentials_version as "credentialsVersion" from account`,
  links: `select id, purpose, registration_id as "registrationId", account_id as "accountId", token_hash as "tokenHash",
    issued_at as "issuedAt", live_at as "liveAt", expires_at as "expiresAt", superseded_at as "supersededAt",
    used_at as "usedAt" from password_link`,
  mails: `select id, registration_id as "registrationId", account_id as "accountId", kind, number, message_id as "messageId",
    state, ambiguous, attempts, reply, due_at as "dueAt", attempted_at as "attemptedAt", accepted_at as "acceptedAt" from mail_send`,
  notices: `select id, journey, subject, created_at as "createdAt", delivered_at as "deliveredAt", stuck_at as "stuckAt" from notice`,
  audits: `select at, event, actor, subject, outcome, detail ->> 'decisionId' as "decisionId",
    correlation_id as "correlationId" from audit_event order by at`,
  lockouts: `select l.id, l.account_id as "accountId", l.locked_at as "lockedAt", l.ended_at as "endedAt", l.ended_as as "endedAs",
    g.locked_at is not null as "guardIsLocked", coalesce(g.failures, 0) as "guardFailures"
    from lockout l left join login_guard g on g.key = l.guard_key order by l.locked_at`,
  resetRequests: `select id, account_id as "accountId", outcome, asked_at as "askedAt", handled_at as "handledAt",
    correlation_id as "correlationId" from reset_request`,
  resets: `select id, account_id as "accountId", state, opened_at as "openedAt", deadline, ended_at as "endedAt"
    from password_reset order by opened_at`,
  sessions: `select account_id as "accountId", credentials_version as "credentialsVersion", opened_at as "openedAt" from session`,
};

/** Reads all facts as the owner, in one snapshot. */
export async function readFacts(ownerUrl: string): Promise<Facts> {
  const client = new Client(ownerUrl);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const facts: Partial<Record<keyof Facts, unknown[]>> = {};
    for (const [name, select] of Object.entries(selects))
      facts[name as keyof Facts] = (await client.query(select)).rows;
    return facts as unknown as Facts;
  } finally {
    await client.end();
  }
}

/** What is not yet at rest, in words; empty when every case and reset is over (lifetimes are short in a fault run) and everybody was told. */
export async function unrest(ownerUrl: string): Promise<string[]> {
  const client = new Client(ownerUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ what: string; count: string }>(`
      select 'notices waiting' as what, count(*) from notice where delivered_at is null and stuck_at is null
      union all select 'mails waiting', count(*) from mail_send where state in ('due', 'sending')
      union all select 'resets open', count(*) from password_reset where state = 'open'
      union all select 'cases open', count(*) from registration where status in ('checking', 'under-review', 'awaiting-password')`);
    return rows.filter(({ count }) => Number(count) > 0).map(({ what, count }) => `${count} ${what}`);
  } finally {
    await client.end();
  }
}
