import { connectToDatabase } from '@app/persistence';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { SessionData } from 'express-session';
import { anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, internalToken, startApi } from '../../testing/api-under-test.js';
import { goodPassword } from '../../testing/facts.js';
import { sessionCookieOf } from '../../testing/session-cookie.js';
import { AccountSessionStore } from './account-session-store.js';
import type { SignedIn } from './signed-in.js';

let api: ApiUnderTest;
let orm: MikroORM;
beforeAll(async () => {
  api = await startApi({ ADDRESS_LIMITS: 'on' });
  orm = await connectToDatabase(api.settings.databaseUrl, 2);
});
afterAll(async () => {
  await orm.close(true);
  await api.close();
});

const signIn = (identifier: string, password = goodPassword, address = '127.0.0.1') =>
  api.http
    .post('/v1/sessions')
    .set({ 'X-Internal-Token': internalToken, 'X-Forwarded-For': address })
    .send({ identifier, password });
const sessionsOf = async (accountId: string) =>
  (await api.sql<{ id: string }>('select id_hash as id from session where account_id = $1', accountId)).map(
    ({ id }) => id,
  );

test('R22 a sign-in whose password is replaced before its session is written has no session', async () => {
  const account = await anAccount(api);
  const store = new AccountSessionStore(orm, api.settings);
  const write = (sid: string, credentialsVersion: number) =>
    new Promise<void>((done, fail) => {
      const user = { accountId: account.id, credentialsVersion, previousLoginAt: null } as SignedIn;
      store.set(sid, { passport: { user } } as SessionData, (error) => (error ? fail(error as Error) : done()));
    });
  const [row] = await api.sql<{ version: number }>(
    'select credentials_version as version from account where id = $1',
    account.id,
  );
  const verified = Number(row?.version);
  await write('written-in-time', verified);
  expect(await sessionsOf(account.id)).toHaveLength(1);
  await api.sql('update account set credentials_version = credentials_version + 1 where id = $1', account.id);
  await write('written-too-late', verified);
  expect(await sessionsOf(account.id)).toHaveLength(1);
});

test('a sign-in sweeps the sessions of its account that have ended, and no other', async () => {
  const [mine, neighbour] = [await anAccount(api), await anAccount(api)];
  for (const { identifier } of [mine, mine, mine, mine, neighbour]) await signIn(identifier).expect(201);
  const [idle = '', old = '', otherPassword = '', open = ''] = await sessionsOf(mine.id);
  await api.sql(`update session set seen_at = now() - interval '31 minutes' where id_hash = $1`, idle);
  await api.sql(`update session set opened_at = now() - interval '12 hours 1 minute' where id_hash = $1`, old);
  await api.sql('update session set credentials_version = credentials_version - 1 where id_hash = $1', otherPassword);
  await api.sql(`update session set seen_at = now() - interval '31 minutes' where account_id = $1`, neighbour.id);
  await signIn(mine.identifier).expect(201);
  const left = await sessionsOf(mine.id);
  expect(left).toHaveLength(2);
  expect(left).toContain(open);
  expect(await sessionsOf(neighbour.id)).toHaveLength(1);
});

test('R29 an address may try again an hour after its first failure, whatever it has used up', async () => {
  const [address, wrong] = ['203.0.113.21', 'un mot de passe tout à fait faux'];
  for (let account = 0; account < 8; account++) {
    const { identifier } = await anAccount(api);
    for (let tries = 0; tries < 3; tries++) await signIn(identifier, wrong, address).expect(401);
  }
  const { identifier } = await anAccount(api);
  await signIn(identifier, goodPassword, address).expect(429);
  const count = `from rate_limit where key = 'sign-in-failure:${address}'`;
  const [row] = await api.sql<{ seconds: number }>(
    `select (expire / 1000 - extract(epoch from now()))::int as seconds ${count}`,
  );
  expect(row?.seconds).toBeGreaterThan(3_000);
  expect(row?.seconds).toBeLessThanOrEqual(3_600);
  await api.sql(
    `update rate_limit set expire = extract(epoch from now()) * 1000 - 1 where key = 'sign-in-failure:${address}'`,
  );
  await signIn(identifier, goodPassword, address).expect(201);
  await signIn(identifier, wrong, address).expect(401);
  expect(await api.sql(`select points ${count}`)).toEqual([{ points: 1 }]);
});

test('a change of one’s own password wakes the journey that tells the owner', async () => {
  const { identifier, id } = await anAccount(api);
  const cookie = sessionCookieOf(await signIn(identifier).expect(201));
  await api.http
    .post('/v1/sessions/current/password')
    .set({ Cookie: cookie, 'X-Correlation-Id': 'own-password-changed' })
    .send({ currentPassword: goodPassword, newPassword: 'quatre hérons lisent au grenier' })
    .expect(204);
  const told = await api.sql(
    `select m.kind, m.state, n.journey, n.correlation_id as by from mail_send m join notice n on n.subject = m.account_id::text
     where m.account_id = $1`,
    id,
  );
  expect(told).toEqual([
    { kind: 'password-changed', state: 'due', journey: 'account-mail', by: 'own-password-changed' },
  ]);
});
