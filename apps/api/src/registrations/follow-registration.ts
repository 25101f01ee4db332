import type { BlockedReason, RegistrationStatus } from '@app/contracts';
import type { nextSteps, RegistrationView } from '@app/contracts/http';
import { maskEmail } from '@app/domain';
import { canResendAt } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { LegalCategories } from '../establishments/legal-categories.js';
import { problem } from '../problem.js';

type View = z.infer<typeof RegistrationView>;

const publicId = /^[A-Za-z0-9_-]{22}$/u;

/** What cannot be an id is unknown like any other, and never reaches the database. */
export function knownPublicId(id: string): string {
  if (!publicId.test(id)) throw problem('registration-unknown');
  return id;
}

interface Row {
  case_number: string;
  siret: string;
  status: RegistrationStatus;
  reason: string | null;
  blocked: { reason: BlockedReason; since: string } | null;
  reply: string | null;
  delayed: boolean;
  name: string | null;
  city: string | null;
  legal_category: string | null;
  email: string;
  received_at: string;
  sent_at: string | null;
  deadline: string | null;
  review_until: string | null;
  can_resend_at: string | null;
  updated_at: string;
}

/** Past this, whoever waits deserves a word. */
const delayedAfter = '1 minute';

/** The case as anyone who holds its id may see it: everything of the person is masked. One round trip. */
export async function followRegistration(
  em: EntityManager,
  id: string,
  settings: ApiSettings,
  categories: LegalCategories,
): Promise<View> {
  const [row] = await em.execute<Row[]>(
    `select r.case_number, r.siret, r.status, r.reason, r.email, r.received_at, r.deadline, r.updated_at,
       case when r.status = 'under-review' then r.review_until end as review_until,
       case when r.blocked_reason is not null and r.status in ('checking', 'under-review', 'awaiting-password')
         then json_build_object('reason', r.blocked_reason, 'since', coalesce(r.blocked_since, r.updated_at)) end as blocked,
       r.status = 'checking' and r.received_at < now() - interval '${delayedAfter}'
         or exists (select from mail_send m where m.registration_id = r.id and m.kind = 'creation'
           and m.state in ('due', 'sending') and m.due_at < now() - interval '${delayedAfter}') as delayed,
       newest.accepted_at as sent_at, case when newest.state = 'refused' then newest.reply end as reply,
       ${canResendAt(settings)} as can_resend_at, e.name, e.city, e.legal_category
     from registration r left join establishment e on e.siret = r.siret
       left join lateral (select m.accepted_at, m.state, m.reply from mail_send m
         where m.registration_id = r.id and m.kind = 'creation' order by m.number desc limit 1) newest on true
     where r.public_id = ?`,
    [knownPublicId(id)],
  );
  if (!row) throw problem('registration-unknown');
  const status = row.blocked ? 'blocked' : row.status;
  return {
    id,
    caseNumber: row.case_number,
    status,
    ...(row.status === 'refused' && row.reason !== null && { reason: row.reason }),
    ...(row.blocked && { blocked: { ...row.blocked, since: iso(row.blocked.since), reply: row.reply } }),
    delayed: row.delayed,
    establishment: categories.describe(row.siret, {
      name: row.name,
      city: row.city,
      legalCategory: row.legal_category,
    }),
    receivedAt: iso(row.received_at),
    sentTo: maskEmail(row.email),
    sentAt: row.sent_at && iso(row.sent_at),
    deadline: row.deadline && iso(row.deadline),
    ...(row.review_until !== null && { reviewUntil: iso(row.review_until) }),
    canResendAt: row.can_resend_at && iso(row.can_resend_at),
    updatedAt: iso(row.updated_at),
    nextStep: nextStepOf[status],
  };
}

const iso = (time: string): string => new Date(time).toISOString();

const nextStepOf: Record<View['status'], (typeof nextSteps)[number]> = {
  checking: 'wait',
  'under-review': 'wait',
  'awaiting-password': 'open-mail',
  blocked: 'call',
  completed: 'sign-in',
  refused: 'register-again',
  expired: 'register-again',
  cancelled: 'register-again',
};
