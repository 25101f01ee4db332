import type { BlockingFailure, EligibilityVerdict, RegistrationActivities, RegistrationClosing } from '@app/contracts';
import { eligibility, type EligibilityPolicy, identifierFrom } from '@app/domain';
import type { EstablishmentDirectory } from '@app/partners';
import {
  audit,
  beginCaseReview,
  closeCase,
  type Closing,
  giveUpCaseMail,
  makeReminderDue,
  noteCaseBlocked,
  openCase,
  readFacts,
  saveEstablishment,
  siretOfCase,
} from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import { randomBytes } from 'node:crypto';
import { decide } from './operator-decision.js';

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
      const siret = await siretOfCase(em, caseNumber);
      if (siret === undefined) throw ApplicationFailure.nonRetryable('case-unknown', 'technical');
      const answer = await deps.directory.find(siret);
      switch (answer.kind) {
        case 'unavailable':
          throw ApplicationFailure.create({
            ...{ message: answer.cause, type: 'directory-unavailable' satisfies BlockingFailure },
            ...(answer.retryAfter === undefined ? {} : pauseFor(answer.retryAfter)),
          });
        case 'not-found':
          return { access: 'no', rule: 'not-found', reason: 'establishment-unknown' };
        case 'not-diffusible':
          await saveEstablishment(em, { siret, name: null, city: null, legalCategory: null });
          return { access: 'review', rule: 'not-diffusible' };
        case 'found':
          await saveEstablishment(em, answer.establishment);
          return eligibility(answer.establishment, deps.policy);
      }
    },

    async openRegistration({ caseNumber, correlationId }) {
      const identifier = identifierFrom(randomBytes(5));
      await openCase(em, { caseNumber, correlationId, identifier, creationLinkLifetime: deps.creationLinkLifetime });
      return readFacts(em, caseNumber);
    },

    async beginReview({ caseNumber, correlationId }) {
      await beginCaseReview(em, { caseNumber, correlationId, reviewLifetime: deps.reviewLifetime });
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
      await noteCaseBlocked(em, caseNumber, reason);
      return readFacts(em, caseNumber);
    },

    async giveUpMail({ caseNumber }, kind, reason) {
      await giveUpCaseMail(em, caseNumber, kind, reason === 'mail-refused' ? 'refused' : 'undelivered', reason);
      return readFacts(em, caseNumber);
    },

    async makeReminderDue({ caseNumber }, kind) {
      const { nextReminder } = await readFacts(em, caseNumber);
      if (nextReminder?.kind === kind) {
        await makeReminderDue(em, caseNumber, kind, nextReminder.at);
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
        when: 'in check',
      }
    : {
        caseNumber,
        status: 'expired',
        reason: null,
        mail: 'expired',
        when: 'past its end',
      };

/** Theirs, in seconds, when it is longer than ours before the next attempt. */
function pauseFor(retryAfter: number): { nextRetryDelay?: `${number} seconds` } {
  const { attempt, retryPolicy } = activityInfo();
  const { initialInterval = 1_000, backoffCoefficient = 2, maximumInterval = Infinity } = retryPolicy ?? {};
  const ours = Math.min(Number(initialInterval) * backoffCoefficient ** (attempt - 1), Number(maximumInterval));
  return retryAfter * 1_000 > ours ? { nextRetryDelay: `${retryAfter} seconds` } : {};
}
