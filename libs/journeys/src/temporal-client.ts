import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

/** About a second: the caller is answered « later », and the outbox relay repeats. */
const triesWhileNothingListens = 4;
const usual = defaultGrpcRetryOptions();
const retries = makeGrpcRetryInterceptor({
  ...usual,
  retryableDecider: (attempt, status) =>
    usual.retryableDecider(attempt, status) &&
    (attempt < triesWhileNothingListens || !status.details.includes('ECONNREFUSED')),
});

/** A retry that comes due behind the close would throw out of its timer and end the process: it is left out. */
function retriesUntil(isClosed: () => boolean): typeof retries {
  const leftOut = { start() {}, sendMessage() {}, halfClose() {} } as unknown as ReturnType<typeof retries>;
  return (options, nextCall) => {
    let attempts = 0;
    return retries(options, (again) => {
      attempts += 1;
      return attempts > 1 && isClosed() ? leftOut : nextCall(again);
    });
  };
}

/** Where the journeys are: what the settings of the process say, not what its environment happens to hold. */
export interface TemporalPlace {
  temporalAddress: string;
  temporalNamespace: string;
}

/**
 * Connects on first use, so that a process starts, and says so in its readiness, while Temporal is away. Reads the other
 * variables of the SDK (`TEMPORAL_API_KEY`, `TEMPORAL_TLS_…`) from the environment.
 * Calls that find no one listening give up soon, whatever time they were given.
 */
export function temporalClient({ temporalAddress, temporalNamespace }: TemporalPlace): Client {
  const place = { TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: temporalNamespace };
  // No configuration file: a developer's own must not change a deployment.
  const options = { disableFile: true, overrideEnvVars: { ...(process.env as Record<string, string>), ...place } };
  const { connectionOptions, namespace = temporalNamespace } = loadClientConnectConfig(options);
  let isClosed = false;
  const connection = Connection.lazy({ ...connectionOptions, interceptors: [retriesUntil(() => isClosed)] });
  const close = connection.close.bind(connection);
  connection.close = () => {
    isClosed = true;
    return close();
  };
  return new Client({ connection, namespace });
}

/** Its frontend; whether its store does, `TemporalHealth` says. Throws when it does not within `withinMs`. */
export async function temporalAnswers(client: Client, withinMs = 2_000): Promise<void> {
  await client.connection.withDeadline(Date.now() + withinMs, () => client.workflowService.getSystemInfo({}));
}
