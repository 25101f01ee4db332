import type { BlockingFailure, EligibilityVerdict, RegistrationActivities, RegistrationClosing } from '@app/contracts';
import { eligibility, type EligibilityPolicy, identifierFrom } from '@app/domain';
import type { EstablishmentDirectory } from '@app/partners';
import { audit, readFacts } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import { randomBytes } from 'node:crypto';
import { isTooOld } from './mail-owner.js';
import { decide } from './operator-decision.js';
import { saveEstablishment } from './establishment-record.js';
import { closeCase, type Closing } from './registration-closing.js';

export interface RegistrationDeps {
  em: EntityManager;
  directory: EstablishmentDirectory;
  policy: EligibilityPolicy;
  /** PostgreSQL intervals, such as `15 days`. */
  creationLinkLifetime: string;
  reviewLifetime: string;
}

/** Each writes the facts in one conditional statement, then reads them back: a second run finds nothing left to change. */
export const registrationActivities = (deps: RegistrationDeps): RegistrationActivities => {
  const { em } = deps;
  return {
    readRegistration: ({ caseNumber }) => readFacts(em, caseNumber),

    async checkEligibility({ caseNumber }): Promise<EligibilityVerdict> {
      const [row] = await em.execute<{ siret: string }[]>('select siret from registration where case_number = ?', [
        caseNumber,
      ]);
      if (!row) throw ApplicationFailure.nonRetryable('case-unknown', 'technical');
      const answer = await deps.directory.find(row.siret);
      switch (answer.kind) {
        case 'unavailable':
          throw ApplicationFailure.create({
            ...{ message: answer.cause, type: 'directory-unavailable' satisfies BlockingFailure },
            ...(answer.retryAfter === undefined ? {} : pauseFor(answer.retryAfter)),
          });
        case 'not-found':
          return { access: 'no', rule: 'not-found', reason: 'establishment-unknown' };
        case 'not-diffusible':
          await saveEstablishment(em, { siret: row.siret, name: null, city: null, legalCategory: null });
          return { access: 'review', rule: 'not-diffusible' };
        case 'found':
          await saveEstablishment(em, answer.establishment);
          return eligibility(answer.establishment, deps.policy);
      }
    },

    async openRegistration({ caseNumber, correlationId }) {
      await em.execute(
        `with opened as (
           update registration set status = 'awaiting-password', opened_at = now(), deadline = now() + ?::interval,
             blocked_reason = null, blocked_since = null
           where case_number = ? and (status = 'checking' or status = 'under-review' and approved)
           returning *),
         pending as (
           insert into account (identifier, registration_id, siret, role, last_name, first_name, email, phone)
           select ?, id, siret, 'administrator', last_name, first_name, email, phone from opened),
         mail as (insert into mail_send (registration_id, kind) select id, 'creation' from opened)
         insert into audit_event (event, actor, subject, outcome, correlation_id)
         select 'registration.opened', 'system', case_number, 'awaiting-password', ? from opened`,
        [deps.creationLinkLifetime, caseNumber, identifierFrom(randomBytes(5)), correlationId],
        'run',
      );
      return readFacts(em, caseNumber);
    },

    async beginReview({ caseNumber, correlationId }) {
      await em.execute(
        `with reviewed as (
           update registration set status = 'under-review', review_until = now() + ?::interval
           where case_number = ? and status = 'checking' returning case_number)
         insert into audit_event (event, actor, subject, outcome, correlation_id)
         select 'registration.reviewed', 'system', case_number, 'under-review', ? from reviewed`,
        [deps.reviewLifetime, caseNumber, correlationId],
        'run',
      );
      return readFacts(em, caseNumber);
    },

    closeRegistration: (ref, closing) =>
      em.transactional(async (tx) => {
        if (await closeCase(tx, closingOf(ref.caseNumber, closing)))
          await audit(tx, {
            event: `registration.${closing.as}`,
            actor: 'system',
            subject: ref.caseNumber,
            outcome: closing.as,
            correlationId: ref.correlationId,
          });
        return readFacts(tx, ref.caseNumber);
      }),

    async noteBlocked({ caseNumber }, reason) {
      await em.execute(
        `update registration set blocked_reason = ?, blocked_since = now()
         where case_number = ? and status in ('checking', 'under-review', 'awaiting-password') and blocked_reason is null`,
        [reason, caseNumber],
        'run',
      );
      return readFacts(em, caseNumber);
    },

    async giveUpMail({ caseNumber }, kind, reason) {
      await em.execute(
        `with held as (select id from registration where case_number = ? for update),
         given_up as (
           update mail_send m set state = ?, lease_until = null, recipient = null from held
           where held.id = m.registration_id and m.kind = ? and m.state in ('due', 'sending') and ${isTooOld}
           returning m.registration_id)
         update registration set
           blocked_reason = case when ? = 'creation' and status = 'awaiting-password' then coalesce(blocked_reason, ?) else blocked_reason end,
           blocked_since = case when ? = 'creation' and status = 'awaiting-password' then coalesce(blocked_since, now()) else blocked_since end
         where id in (select registration_id from given_up)`,
        [caseNumber, reason === 'mail-refused' ? 'refused' : 'undelivered', kind, kind, reason, kind],
        'run',
      );
      return readFacts(em, caseNumber);
    },

    async makeReminderDue({ caseNumber }, kind) {
      const { nextReminder } = await readFacts(em, caseNumber);
      if (nextReminder?.kind === kind) {
        await em.execute(
          `with timely as (
             select id from registration where case_number = ? and status = 'awaiting-password' and now() >= ?::timestamptz),
           mail as (
             insert into mail_send (registration_id, kind) select id, ? from timely on conflict do nothing)
           update registration set updated_at = now() where id in (select id from timely)`,
          [caseNumber, nextReminder.at, kind],
          'run',
        );
      }
      return readFacts(em, caseNumber);
    },

    decide: (ref, decision, decisionId, note) => em.transactional((tx) => decide(tx, ref, decision, decisionId, note)),
  };
};

/** By the database's clock; a refusal closes what is still being checked. */
const closingOf = (caseNumber: string, closing: RegistrationClosing): Closing =>
  closing.as === 'refused'
    ? {
        caseNumber,
        status: 'refused',
        reason: closing.reason,
        mail: closing.tellByMail ? 'refused' : null,
        when: `status = 'checking'`,
      }
    : {
        caseNumber,
        status: 'expired',
        reason: null,
        mail: 'expired',
        when: `(status = 'awaiting-password' and deadline <= now() or status = 'under-review' and review_until <= now())`,
      };

/** Theirs, in seconds, when it is longer than ours before the next attempt. */
function pauseFor(retryAfter: number): { nextRetryDelay?: `${number} seconds` } {
  const { attempt, retryPolicy } = activityInfo();
  const { initialInterval = 1_000, backoffCoefficient = 2, maximumInterval = Infinity } = retryPolicy ?? {};
  const ours = Math.min(Number(initialInterval) * backoffCoefficient ** (attempt - 1), Number(maximumInterval));
  return retryAfter * 1_000 > ours ? { nextRetryDelay: `${retryAfter} seconds` } : {};
}
