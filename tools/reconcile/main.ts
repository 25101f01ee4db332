/**
 * `npm run journeys:reconcile`: gives every live case its journey back, at once instead of within 5 minutes, and lets every
 * open journey look at the facts again, which may be older ones than it knew.
 */
import { signalEveryJourney, restartMissingJourneys, temporalClient } from '@app/journeys';
import { connectToDatabase } from '@app/persistence';
import { localEnvironment } from '../local/environment.js';

const env = localEnvironment();
Object.assign(process.env, env);
const orm = await connectToDatabase(env.DATABASE_URL, 2);
const client = temporalClient({ temporalAddress: env.TEMPORAL_ADDRESS, temporalNamespace: env.TEMPORAL_NAMESPACE });
try {
  const restarted = await restartMissingJourneys(client, orm.em.fork(), 0);
  const open = await signalEveryJourney(client);
  console.log(`${open} open journeys look at the facts again.`);
  console.log(restarted === 0 ? 'Every live case has its journey.' : `${restarted} journeys restarted.`);
} finally {
  await client.connection.close();
  await orm.close(true);
}
