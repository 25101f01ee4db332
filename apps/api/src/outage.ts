/**
 * SQLSTATE classes of a database that is away, full or giving up, not of a mistake of ours: connection (08),
 * authorization during a failover (28), deadlock and serialization (40), resources (53), locks (55),
 * shutdown and cancelled statements (57), disk (58), read-only standby (25006).
 */
const databaseAway = /^(?:08|28|40|53|55|57|58)...$|^25006$/u;
const networkAway = /^(?:ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EMFILE)$/u;
/** pg tells some outages by words only. */
const words =
  /timeout exceeded when trying to connect|Connection terminated|connection timeout|Client has encountered a connection error/iu;

/** The third kind of error (ADR 6): nothing to mend here, a later try may succeed. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = String((error as { code?: unknown }).code ?? '');
  if (databaseAway.test(code) || networkAway.test(code) || words.test(error.message)) return true;
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return inner.some((cause) => cause !== error && isOutage(cause));
}
