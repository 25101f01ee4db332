import { registrationWorkflowId } from '@app/contracts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Client } from 'pg';
import { generatedSecrets } from '../tools/local/generated-secrets.js';
import { waitUntil } from '../tools/local/wait-until.js';
import { tokenIn } from './from-outside.js';
import { type OutageProduct, startOutageProduct } from './outage-product.js';
import { goodPassword } from './registering.js';

/** An older copy of PostgreSQL is put in the place of the one we had; Temporal knows more than it. */
let product: OutageProduct;
beforeAll(async () => {
  product = await startOutageProduct(4, { RESEND_INTERVAL: '1 second' });
}, 120_000);
afterAll(async () => product?.stop(), 60_000);

/** With nobody connected: what a restore begins with. */
async function withDatabaseToOurselves(...statements: string[]): Promise<void> {
  const cables = [product.parts.cables['api-postgres'], product.parts.cables['worker-postgres']];
  await Promise.all(cables.map((cable) => cable.unplug()));
  const { superuser } = generatedSecrets(join(product.folder, 'services')).postgres;
  const url = new URL(product.parts.ownerUrl);
  Object.assign(url, { username: 'postgres', password: superuser, pathname: '/postgres' });
  const admin = new Client(url.href);
  await admin.connect();
  try {
    await admin.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = 'parcours'`);
    for (const statement of statements) await admin.query(statement);
  } finally {
    await admin.end();
  }
  await Promise.all(cables.map((cable) => cable.plug()));
  await waitUntil('all are ready', () => product.parts.isReady(), { every: 200 });
}
const journeysReconcile = () =>
  spawnSync(process.execPath, ['dist/tools/reconcile/main.js'], {
    env: { PATH: process.env.PATH, DATA_DIR: join(product.folder, 'services') },
    encoding: 'utf8',
  });
const handle = (caseNumber: string) => product.temporal.workflow.getHandle(registrationWorkflowId(caseNumber));
const isOpen = async (caseNumber: string) => (await handle(caseNumber).describe()).status.name === 'RUNNING';
const resent = async (id: string, email: string, count: number) => {
  await waitUntil(
    'another mail may be asked for',
    async () => (await product.call('POST', `/registrations/${id}/resend`, {})).status === 202,
  );
  await product.mailed(email, count);
};

test('R47 an older PostgreSQL restored: no journey acts on facts that are gone, the others go on from what it knows', async () => {
  const registered = async (name: string) => {
    const email = `${name}@exemple.fr`;
    const { body } = await product.register(product.fresh(), email);
    return { ...body, email };
  };
  const kept = await registered('kept');
  const done = await registered('done');
  const token = tokenIn(await product.mailed(done.email));
  await product.mailed(kept.email);
  await withDatabaseToOurselves('create database older template parcours');

  for (const count of [2, 3]) await resent(kept.id, kept.email, count);
  expect((await product.call('POST', '/passwords', { token, password: goodPassword })).status).toBe(200);
  await product.mailed(done.email, 2);
  const asleep = await registered('asleep');
  await product.mailed(asleep.email);
  await product.fault('refuse-451', 'mailing@exemple.fr');
  const mailing = await registered('mailing');
  await waitUntil(
    'it waits for its mail',
    async () => (await isOpen(mailing.caseNumber)) && !(await isOpen(done.caseNumber)),
  );
  await withDatabaseToOurselves('drop database parcours', 'alter database older rename to parcours');

  await product.noFaults();
  expect((await product.call('GET', `/registrations/${asleep.id}`)).status).toBe(404);
  expect(await handle(mailing.caseNumber).result()).toBe('gone');
  expect(await isOpen(asleep.caseNumber)).toBe(true); // quietly, until it is told to look or its next moment comes
  await resent(kept.id, kept.email, 4);

  expect(journeysReconcile()).toMatchObject({ status: 0 });
  expect(await handle(asleep.caseNumber).result()).toBe('gone');
  expect((await product.call('POST', '/passwords', { token, password: goodPassword })).status).toBe(200);
  await product.mailed(done.email, 3);
  expect((await product.follow(kept.id)).status).toBe('awaiting-password');
  expect(await isOpen(kept.caseNumber)).toBe(true);
  expect([await product.mails(mailing.email), await product.mails(asleep.email)]).toMatchObject([[], [{}]]);

  for (const { caseNumber } of [kept, done, asleep, mailing]) {
    const { events } = await handle(caseNumber).fetchHistory();
    expect(events?.filter(({ workflowTaskFailedEventAttributes: failed }) => failed)).toEqual([]);
    expect(events?.length).toBeLessThan(150);
  }
}, 120_000);
