import type { nextSteps, RegistrationView } from '@app/contracts/http';
import { maskEmail } from '@app/domain';
import { readShownRegistration } from '@app/persistence';
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

/** The case as anyone who holds its id may see it: everything of the person is masked. One round trip. */
export async function followRegistration(
  em: EntityManager,
  id: string,
  settings: ApiSettings,
  categories: LegalCategories,
): Promise<View> {
  const row = await readShownRegistration(em, knownPublicId(id), settings);
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
