import type { OperatorDecision, OperatorNote, RegistrationFacts, RegistrationRef } from '@app/contracts';
import { audit, readFacts } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { closeCase } from './registration-closing.js';

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
  await tx.execute('select id from registration where case_number = ? for update', [caseNumber]);
  const [before] = await tx.execute<{ outcome: string }[]>(
    `select outcome from audit_event where subject = ? and detail ->> 'decisionId' = ?`,
    [caseNumber, decisionId],
  );
  if (before) return { applied: before.outcome === 'applied', facts: await readFacts(tx, caseNumber) };

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
    const unblocked = await tx.execute<{ id: string }[]>(
      `update registration set blocked_reason = null, blocked_since = null
       where case_number = ? and blocked_reason is not null returning id`,
      [caseNumber],
    );
    await tx.execute(
      `update mail_send m set state = 'due', due_at = now(), ambiguous = 0 from registration r
       where r.id = m.registration_id and r.case_number = ? and m.kind = 'creation' and m.number = r.mail_number
         and m.state in ('refused', 'undelivered') and r.status = 'awaiting-password'`,
      [caseNumber],
      'run',
    );
    return unblocked.length > 0;
  },
  async approve(tx, caseNumber) {
    const approved = await tx.execute<unknown[]>(
      `update registration set approved = true
       where case_number = ? and status = 'under-review' and not approved returning id`,
      [caseNumber],
    );
    return approved.length > 0;
  },
  refuse: (tx, caseNumber) =>
    closeCase(tx, {
      caseNumber,
      status: 'refused',
      reason: 'after-review',
      mail: 'refused',
      when: `status = 'under-review' and not approved`,
    }),
  cancel: (tx, caseNumber) =>
    closeCase(tx, {
      caseNumber,
      status: 'cancelled',
      reason: null,
      mail: 'cancelled',
      when: `status in ('checking', 'under-review', 'awaiting-password')`,
    }),
};
