import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

/** About a second: whoever asked is answered « later », and the relay repeats. */
const triesWhileNobodyListens = 4;
const usual = defaultGrpcRetryOptions();
const retries = makeGrpcRetryInterceptor({
  ...usual,
  retryableDecider: (attempt, status) =>
    usual.retryableDecider(attempt, status) &&
    (attempt < triesWhileNobodyListens || !status.details.includes('ECONNREFUSED')),
});

/**
 * Connects on first use, so that a process starts, and says so in its readiness, while Temporal is away. Reads `TEMPORAL_*`.
 * Calls that find nobody listening give up soon, whatever time they were given.
 */
export function temporalClient(): Client {
  // No configuration file: a developer's own must not change a deployment.
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({ disableFile: true });
  return new Client({ connection: Connection.lazy({ ...connectionOptions, interceptors: [retries] }), namespace });
}

/** False also when it takes longer than `withinMs`. */
export async function temporalAnswers(client: Client, withinMs = 2_000): Promise<boolean> {
  try {
    await client.connection.withDeadline(Date.now() + withinMs, () => client.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  }
}
