import type { OperatorDecision, OperatorNote, RegistrationFacts, RegistrationRef } from '@app/contracts';
import {
  approveCase,
  audit,
  closeCase,
  decisionOutcome,
  holdCase,
  readFacts,
  retryCreationMail,
  unblockCase,
} from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Applies what an operator decided, if the facts still allow it, and writes its audit line, applied or not.
 * `decisionId` makes it count once, however often the update is repeated.
 */
export async function decide(
  tx: EntityManager,
  { caseNumber, correlationId }: RegistrationRef,
  decision: OperatorDecision,
  decisionId: string,
  { operator = 'temporal-ui', reason = '' }: OperatorNote,
): Promise<{ applied: boolean; facts: RegistrationFacts }> {
  await holdCase(tx, caseNumber);
  const before = await decisionOutcome(tx, caseNumber, decisionId);
  if (before !== undefined) return { applied: before === 'applied', facts: await readFacts(tx, caseNumber) };

  const applied = await decisions[decision](tx, caseNumber);
  await audit(tx, {
    event: `registration.${decision}`,
    actor: `operator:${operator.slice(0, 100)}`,
    subject: caseNumber,
    outcome: applied ? 'applied' : 'not-possible',
    correlationId,
    detail: { decisionId, reason: reason.slice(0, 500) },
  });
  return { applied, facts: await readFacts(tx, caseNumber) };
}

const decisions: Record<OperatorDecision, (tx: EntityManager, caseNumber: string) => Promise<boolean>> = {
  /** The refused message is due again: the same number, so the same Message-ID and link. */
  async retry(tx, caseNumber) {
    const isUnblocked = await unblockCase(tx, caseNumber);
    await retryCreationMail(tx, caseNumber);
    return isUnblocked;
  },
  approve: approveCase,
  refuse: (tx, caseNumber) =>
    closeCase(tx, {
      caseNumber,
      status: 'refused',
      reason: 'after-review',
      mail: 'refused',
      when: 'in review',
    }),
  cancel: (tx, caseNumber) =>
    closeCase(tx, {
      caseNumber,
      status: 'cancelled',
      reason: null,
      mail: 'cancelled',
      when: 'before its password',
    }),
};
