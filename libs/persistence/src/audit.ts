import type { EntityManager } from '@mikro-orm/postgresql';

/** Ids, codes and addresses; never a name, an e-mail or a secret. */
export interface AuditLine {
  /** Past participle behind its subject: `registration.received`, `password.created`. */
  event: string;
  /** `person`, `system`, or `operator:<name>`. */
  actor: string;
  /** A case number. */
  subject: string;
  outcome: string;
  /** Network address of whoever asked. */
  address?: string | undefined;
  correlationId: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** Part of the transaction whose deed it tells. The processes' role can add lines and read them, nothing else. */
export async function audit(em: EntityManager, line: AuditLine): Promise<void> {
  await em.execute(
    `insert into audit_event (event, actor, subject, outcome, address, correlation_id, detail) values (?, ?, ?, ?, ?, ?, ?)`,
    [
      line.event,
      line.actor,
      line.subject,
      line.outcome,
      line.address ?? null,
      line.correlationId,
      line.detail ? JSON.stringify(line.detail) : null,
    ],
    'run',
  );
}
