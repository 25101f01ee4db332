import { setTimeout as pause } from 'node:timers/promises';
import type { BenchedProduct } from './benched-product.js';
import type { Registrant } from './registrant.js';
import { type RecordedStatement, SqlRecorder } from './sql-recorder.js';

/** All that one undisturbed journey asked of PostgreSQL and handed to the relay. */
export interface OneJourney {
  person: Registrant;
  register: RecordedStatement[];
  password: RecordedStatement[];
  worker: RecordedStatement[];
  mails: { creation: Buffer; welcome: Buffer };
}

/** Work that goes on behind an answer: signals, notices, the mail's last lines. */
const settledMs = 1_500;

/** Lives one journey with a recorder before PostgreSQL, by an api and a worker of its own; the product's worker is away meanwhile. */
export async function recordJourney(product: BenchedProduct): Promise<OneJourney> {
  const { env, start, registrants } = product;
  const { DATABASE_URL = '' } = env;
  const [ofApi, ofWorker] = [new SqlRecorder(), new SqlRecorder()];
  await product.worker.stop();
  const [api, other] = [
    await start('api', { DATABASE_URL: await ofApi.start(DATABASE_URL) }),
    await start('worker', { DATABASE_URL: await ofWorker.start(DATABASE_URL) }),
  ];
  const registering = product.registeringAt(api.url);
  try {
    await registering.whole(registrants.take()); // connections are open, statements of their making gone
    await pause(settledMs);
    const person = registrants.take();
    [ofApi.statements, ofWorker.statements] = [[], []];
    await registering.register(person);
    await pause(settledMs);
    const register = ofApi.statements.splice(0);
    const mails = await registering.complete(person);
    await pause(settledMs);
    return { person, register, password: ofApi.statements, worker: ofWorker.statements, mails };
  } finally {
    await registering.close();
    await Promise.all([api.stop(), other.stop()]);
    await Promise.all([ofApi.stop(), ofWorker.stop()]);
    product.worker = await start('worker');
  }
}
