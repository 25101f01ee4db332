import { promisify } from 'node:util';
import { connectToDatabase } from '@app/persistence';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SessionData } from 'express-session';
import { anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { AccountSessionStore } from './account-session-store.js';
import type { SignedIn } from './signed-in.js';

let api: ApiUnderTest;
let orm: MikroORM;
beforeAll(async () => {
  api = await startApi();
  orm = await connectToDatabase(api.settings.databaseUrl, 1);
});
afterAll(async () => {
  await orm.close(true);
  await api.close();
});

test.each([
  ['as it was verified: the session is there', 1, 1],
  ['replaced since it was verified: there is none, under whatever version', 1, 2],
  ['of a version that never was: there is none', 2, 1],
])('R22 a session for a password %s', async (_, verified, present) => {
  const { id } = await anAccount(api);
  await api.sql('update account set credentials_version = $2 where id = $1', id, present);
  const store = new AccountSessionStore(orm, api.settings);
  const sid = `a-session-of-${id}`;
  const user = { accountId: id, credentialsVersion: verified, previousLoginAt: null } as SignedIn;
  const session = { cookie: { originalMaxAge: null }, passport: { user } } as SessionData;
  await promisify(store.set.bind(store) as (sid: string, data: SessionData, done: () => void) => void)(sid, session);
  const read = promisify(store.get.bind(store) as (sid: string, done: (e: null, s?: SessionData) => void) => void);
  const expected = verified === present ? { passport: { user: { accountId: id } } } : null;
  if (expected) expect(await read(sid)).toMatchObject(expected);
  else expect(await read(sid)).toBeNull();
  expect(await api.sql('select from session where account_id = $1', id)).toHaveLength(expected ? 1 : 0);
});
