import type { BlockedReason, MailKind, RegistrationFacts, RegistrationStatus } from '@app/contracts';
import { remindersOf } from '@app/domain';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import { now } from './expressions.js';
import { tables } from './tables.js';

interface FactsRow {
  now: string;
  revision: number;
  status: RegistrationStatus;
  reason: string | null;
  approved: boolean;
  blocked_reason: BlockedReason | null;
  review_until: string | null;
  opened_at: string | null;
  deadline: string | null;
  mails: { kind: MailKind; state: string }[] | null;
}

const iso = (time: string | null): string | null => (time === null ? null : new Date(time).toISOString());

const gone: RegistrationFacts = {
  revision: 0,
  stage: 'gone',
  reason: null,
  approved: false,
  blockedReason: null,
  until: null,
  nextReminder: null,
  due: [],
};

/** Where the facts say a registration stands; one round trip. */
export async function readFacts(em: EntityManager, caseNumber: string): Promise<RegistrationFacts> {
  const row: FactsRow | undefined = await tables(em)
    .selectFrom('registration')
    .select(({ ref, selectFrom }) => [
      now.as('now'),
      'registration.revision',
      'registration.status',
      'registration.reason',
      'registration.approved',
      'registration.blocked_reason',
      'registration.review_until',
      'registration.opened_at',
      'registration.deadline',
      selectFrom('mail_send')
        .select(({ ref }) =>
          sql<
            FactsRow['mails']
          >`json_agg(${jsonBuildObject({ kind: ref('mail_send.kind'), state: ref('mail_send.state') })}
            order by ${ref('mail_send.due_at')}, ${ref('mail_send.number')})`.as('mails'),
        )
        .where('mail_send.registration_id', '=', ref('registration.id'))
        .as('mails'),
    ])
    .where('registration.case_number', '=', caseNumber)
    .executeTakeFirst();
  return row ? factsFrom(row) : gone;
}

function factsFrom(row: FactsRow): RegistrationFacts {
  const mails = row.mails ?? [];
  return {
    revision: row.revision,
    stage: row.status,
    reason: row.reason,
    approved: row.approved,
    blockedReason: row.blocked_reason,
    until: iso(row.status === 'under-review' ? row.review_until : row.deadline),
    nextReminder: nextReminder(row, new Set(mails.map(({ kind }) => kind))),
    due: [...new Set(mails.filter(({ state }) => state === 'due' || state === 'sending').map(({ kind }) => kind))],
  };
}

/** Each reminder once, whatever became of it, and none once a later one is timely; a deadline that moved moves those to come. */
function nextReminder(row: FactsRow, decided: Set<MailKind>): RegistrationFacts['nextReminder'] {
  if (row.status !== 'awaiting-password' || row.opened_at === null || row.deadline === null) return null;
  const now = new Date(row.now);
  const reminders = remindersOf(new Date(row.opened_at), new Date(row.deadline));
  const next = reminders.find(
    ({ kind }, index) => !decided.has(kind) && !reminders.slice(index + 1).some(({ at }) => at <= now),
  );
  return next ? { kind: next.kind, at: next.at.toISOString() } : null;
}
