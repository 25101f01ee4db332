/** The table `audit_event`: every line of it is written here. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  Expression,
  ExpressionBuilder,
  Insertable,
  InsertQueryBuilder,
  InsertResult,
  SelectQueryBuilder,
} from 'kysely';
import { lit } from './expressions.js';
import { insertFrom } from './insert-from.js';
import { type Tables, tables } from './tables.js';

/** Ids, codes and addresses; never a name, an e-mail or a secret. */
export interface AuditLine {
  /** Past participle behind its subject: `registration.received`, `password.created`. */
  event: string;
  /** `person`, `system`, or `operator:<name>`. */
  actor: string;
  /** A case number, or an account's id. */
  subject: string;
  outcome: string;
  /** Network address of the caller. */
  address?: string | undefined;
  correlationId: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** Part of the transaction whose deed it tells. The processes' role can add lines and read them, nothing else. */
export async function audit(em: EntityManager, line: AuditLine): Promise<void> {
  await tables(em).insertInto('audit_event').values(auditRow(line)).execute();
}

/** The row of a line, for a statement that ends with it. */
export function auditRow({ correlationId, ...line }: AuditLine): Insertable<Tables['audit_event']> {
  const { event, actor, subject, outcome, address = null, detail = null } = line;
  return { event, actor, subject, outcome, address, correlation_id: correlationId, detail };
}

type Value<T> = T | Expression<T>;
/** As `AuditLine`; what is constant stands in the statement's text. */
interface ToldLine {
  event: string | Expression<string>;
  actor: 'person' | 'system' | Expression<string>;
  subject: Value<string>;
  outcome: Value<string>;
  address?: string | null;
  correlationId: Value<string>;
  detail?: Expression<NonNullable<AuditLine['detail']>>;
}

/** Part of a statement that changes facts: one line for each row of `source`. */
export const insertAuditLines = <DB, TB extends keyof DB, O>(
  q: { insertInto: unknown },
  source: SelectQueryBuilder<DB, TB, O>,
  line: (eb: ExpressionBuilder<DB, TB>) => ToldLine,
): InsertQueryBuilder<Tables, 'audit_event', InsertResult> =>
  insertFrom(q, 'audit_event', source, (eb) => {
    const { event, actor, subject, outcome, address, correlationId, detail } = line(eb);
    return {
      event: typeof event === 'string' ? lit(event) : event,
      actor: typeof actor === 'string' ? lit(actor) : actor,
      subject,
      outcome: typeof outcome === 'string' ? lit(outcome) : outcome,
      address,
      correlation_id: correlationId,
      detail,
    };
  });

/** Whether an operator's decision has been written down, and as what. */
export async function decisionOutcome(
  tx: EntityManager,
  caseNumber: string,
  decisionId: string,
): Promise<string | undefined> {
  const line = await tables(tx)
    .selectFrom('audit_event')
    .select('outcome')
    .where('subject', '=', caseNumber)
    .where((eb) => eb(eb.ref('detail', '->>').key('decisionId'), '=', decisionId))
    .executeTakeFirst();
  return line?.outcome;
}
