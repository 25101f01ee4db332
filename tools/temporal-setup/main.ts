/**
 * `npm run temporal:setup`: gives the Temporal of `TEMPORAL_ADDRESS` (else the one that `npm start` runs) what journeys need. Changes
 * nothing that is there, so it may be run at each deployment.
 */
import { grpcStatus, missingInTemporal, setUpTemporal, temporalAnswers, temporalClient } from '@app/journeys';
import { localTemporal } from '../local/environment.js';

const env = localTemporal();
Object.assign(process.env, env);
const client = temporalClient({ temporalAddress: env.TEMPORAL_ADDRESS, temporalNamespace: env.TEMPORAL_NAMESPACE });
const where = `${env.TEMPORAL_ADDRESS}, namespace ${client.options.namespace}`;
const inTime = <T>(call: () => Promise<T>) => client.connection.withDeadline(Date.now() + 90_000, call);
const isReady = () => console.log(`Temporal is ready for journeys (${where}).`);

function reason(error: unknown): string {
  const found = grpcStatus(error);
  return found ? `${found.status}: ${found.details}` : (error as Error).message;
}

try {
  await temporalAnswers(client, 10_000);
  for (const line of await inTime(() => setUpTemporal(client))) console.log(line);
  isReady();
} catch (error) {
  const missing = await inTime(() => missingInTemporal(client)).catch(() => undefined);
  if (missing?.length === 0) {
    console.warn(`Not all could be set (${reason(error)}), and nothing is missing.`); // a shorter retention, for one
    isReady();
  } else {
    console.error(`Temporal could not be prepared (${where}): ${reason(error)}`);
    if (missing) console.error(`Missing: ${missing.join(', ')}.`);
    process.exitCode = 1;
  }
} finally {
  await client.connection.close();
}
