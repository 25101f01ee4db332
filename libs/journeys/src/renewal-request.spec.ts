import { writeNotice } from '@app/persistence';
import { beforeEach, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { activeAccount, colleagueOf, passForMail } from '../../activities/src/account.fixture.js';
import { deliverNotice } from './notice-destinations.js';
import { takeRenewalRequest } from './renewal-request.js';

const { em, sql } = ownDatabase();

let administrator: string;
let expired: string;
beforeEach(async () => {
  administrator = await activeAccount(em());
  expired = await colleagueOf(em(), administrator, 'Lou');
});

const take = (accountId: string) => takeRenewalRequest(em(), accountId, 'spec');
const changed = (accountId: string, to: string) => sql(`update account set ${to} where id = ?`, accountId);
const anotherAdministrator = async (): Promise<string> => {
  const id = await colleagueOf(em(), administrator, 'Yanis');
  await changed(id, `role = 'administrator', expires_at = now() + interval '1 year'`);
  return id;
};
const toldOf = async (accountId: string): Promise<string[]> =>
  (
    await sql<{ about: string }>(
      `select about_id as about from mail_send where account_id = ? and kind = 'renewal-asked' order by number`,
      accountId,
    )
  ).map(({ about }) => about);
const messagesTo = async (subject: string): Promise<number> =>
  (await sql(`select 1 from notice where subject = ? and journey = 'account-mail'`, subject)).length;
const auditOf = async (subject: string): Promise<unknown[]> =>
  (
    await sql<{ administrator: string }>(
      `select detail ->> 'administrator' as administrator from audit_event where event = 'renewal.told' and subject = ?`,
      subject,
    )
  ).map((line) => line.administrator);

test('F11 the administrators who can sign in are asked to renew the account that has expired, once a day', async () => {
  const [other, gone, user] = [
    await anotherAdministrator(),
    await anotherAdministrator(),
    await colleagueOf(em(), administrator, 'Ana'),
  ];
  await changed(gone, `expires_at = now() - interval '1 day'`);
  await changed(user, `expires_at = now() + interval '1 day'`);
  for (let times = 0; times < 3; times++) await take(expired);
  for (const id of [administrator, other]) {
    expect([await toldOf(id), await messagesTo(id)]).toEqual([[expired], 1]);
  }
  for (const id of [gone, user, expired]) expect(await toldOf(id)).toEqual([]);
  expect(new Set(await auditOf(expired))).toEqual(new Set([administrator, other]));

  await passForMail(em(), administrator, 90_000);
  await sql(`update mail_send set state = 'accepted' where account_id = ?`, administrator);
  await take(expired);
  expect([await toldOf(administrator), await toldOf(other)]).toEqual([[expired, expired], [expired]]);
});

test('two colleagues are two messages', async () => {
  const other = await colleagueOf(em(), administrator, 'Yanis');
  for (const id of [expired, other, expired]) await take(id);
  expect(await toldOf(administrator)).toEqual([expired, other]);
});

test('an account that has not expired, that waits for its first password, or that is none: no one is written to', async () => {
  await changed(expired, `expires_at = now() + interval '1 minute'`);
  const pending = await colleagueOf(em(), administrator, 'Ana');
  await changed(pending, `status = 'pending', password_hash = null, activated_at = null, expires_at = null`);
  for (const id of [expired, pending, randomUUID()]) await take(id);
  expect(await toldOf(administrator)).toEqual([]);
});

test('of two requests at once one tells', async () => {
  const first = em();
  await first.begin();
  await first.execute('select 1 from account where id = ? for update', [expired]);
  const both = [take(expired), take(expired)];
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await waitUntil('both wait', async () => (await sql(waiting)).length === 2);
  await first.commit();
  await Promise.all(both);
  expect(await toldOf(administrator)).toEqual([expired]);
});

test('the outbox message of a request is heard without Temporal', async () => {
  const limits = { resendInterval: { text: '60 seconds' }, resendsPerDay: 5, resetLinkLifetime: { text: '3 days' } };
  for (const subject of [expired, randomUUID()]) {
    const notice = { journey: 'renewal-request', subject, correlationId: 'spec' } as const;
    const id = await writeNotice(em(), notice);
    await deliverNotice(undefined as unknown as Client, em(), { ...notice, id, attempts: 0 }, limits, 1_000);
    expect(await sql('select 1 from notice where id = ? and delivered_at is null', id)).toEqual([]);
  }
  expect(await toldOf(administrator)).toEqual([expired]);
});
