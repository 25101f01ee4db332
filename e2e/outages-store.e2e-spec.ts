import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { lockStore } from '../tools/faults/store-lock.js';
import { waitUntil } from '../tools/local/wait-until.js';
import { tokenIn } from './from-outside.js';
import { type OutageProduct, startOutageProduct } from './outage-product.js';
import { goodPassword } from './registering.js';

/** Temporal's frontend answers, and its store takes no write: another process holds SQLite's lock. */
let product: OutageProduct;
const database = () => new Client(product.parts.ownerUrl);
let facts: Client;
beforeAll(async () => {
  product = await startOutageProduct(20);
  facts = database();
  await facts.connect();
}, 120_000);
afterAll(async () => {
  await facts?.end();
  await product?.stop();
}, 60_000);

const count = async (where: string): Promise<number> => {
  const { rows } = await facts.query<{ count: string }>(`select count(*) from notice where ${where}`);
  return Number(rows[0]?.count);
};
const workerLog = () => readFileSync(join(product.folder, 'worker', 'logs', 'worker.log'), 'utf8');

test('R54 Temporal’s store hangs while its frontend answers: not ready, no message given up, all leave on its return', async () => {
  const first = await product.register(product.fresh(), 'r54-before@exemple.fr');
  const token = tokenIn(await product.mailed('r54-before@exemple.fr'));
  await waitUntil('all is delivered', async () => (await count('delivered_at is null')) === 0);

  const release = await lockStore(join(product.folder, 'services', 'temporal', 'temporal.db'));
  try {
    await waitUntil('not ready', async () => (await product.health()).ready === 503);
    await product.temporal.workflowService.getSystemInfo({}); // its frontend answers
    const during = product.fresh();
    const [registered, password] = await Promise.all([
      product.register(during, 'r54-during@exemple.fr'),
      product.call('POST', '/passwords', { token, password: goodPassword }),
    ]);
    expect([registered.status, password.status]).toEqual([202, 200]);
    await facts.query(
      `insert into notice (journey, subject, correlation_id)
       select 'registration', $1, 'r54' from generate_series(1, 300)`,
      [first.body.caseNumber],
    );
    const failures = () => workerLog().match(/"notice not delivered"/gu)?.length ?? 0;
    await waitUntil('the relay has tried again and again', () => failures() >= 5, { patience: 60_000 });
    expect(await count('attempts > 0 or stuck_at is not null')).toBe(0);
    expect((await product.health()).ready).toBe(503);
    expect(workerLog()).toMatch(/"grpc":\{"status":"(?:DEADLINE_EXCEEDED|UNAVAILABLE)","details":"[^"]/u);
  } finally {
    await release();
  }
  const from = Date.now();
  await waitUntil('every message is delivered', async () => (await count('delivered_at is null')) === 0, { every: 50 });
  console.log(`R54: all delivered ${Date.now() - from} ms after the store’s return`);
  await product.mailed('r54-during@exemple.fr');
  await waitUntil('the welcome', async () =>
    (await product.mails('r54-before@exemple.fr')).some(({ subject }) => subject.includes('ouvert')),
  );
  await waitUntil('all are ready', () => product.parts.isReady());
}, 240_000);
