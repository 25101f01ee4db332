import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

/** Connects on first use, so that a process starts, and says so in its readiness, while Temporal is away. Reads `TEMPORAL_*`. */
export function temporalClient(): Client {
  // No configuration file: a developer's own must not change a deployment.
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({ disableFile: true });
  return new Client({ connection: Connection.lazy(connectionOptions), namespace });
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
