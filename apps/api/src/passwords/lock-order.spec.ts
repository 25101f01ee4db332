import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { awaitingPassword, goodPassword } from '../../testing/facts.js';
import { aResetLink } from '../../testing/reset-link.js';
import { waitUntil } from '../../../../tools/local/wait-until.js';

let api: ApiUnderTest;
let holder: pg.Client;
beforeAll(async () => {
  api = await startApi();
  holder = new pg.Client(api.settings.databaseUrl);
  await holder.connect();
});
afterAll(async () => {
  await holder.end();
  await api.close();
});

const next = 'quatre hérons lisent au grenier';
const signIn = (identifier: string, password = goodPassword) =>
  api.http.post('/v1/sessions').send({ identifier, password });

/** Rows that hang on one account, in the order in which every transaction holds them. */
const rows = {
  guard: 'select key from login_guard where account_id = $1',
  registration: 'select r.id from registration r join account a on a.registration_id = r.id where a.id = $1',
  account: 'select id from account where id = $1',
  link: 'select id from password_link where account_id = $1 and used_at is null and superseded_at is null',
};
type Held = keyof typeof rows;
const isHeld = async (what: Held, accountId: string): Promise<boolean> => {
  const of = what === 'registration' ? ' of r' : '';
  const [all, free] = await Promise.all([
    api.sql(rows[what], accountId),
    api.sql(`${rows[what]} for update${of} skip locked`, accountId),
  ]);
  return free.length < all.length;
};
const someoneWaits = () =>
  waitUntil('the request waits for the lock', async () => {
    const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
    const waiting = 'select 1 from pg_stat_activity where $1 = any (pg_blocking_pids(pid))';
    return (await api.sql(waiting, rows[0]?.pid)).length > 0;
  });

type Request = () => Promise<{ status: number }>;
const ways: [string, Held[], () => Promise<{ id: string; request: Request }>][] = [
  [
    'a reset',
    ['guard', 'account', 'link'],
    async () => {
      const { id, identifier } = await anAccount(api);
      await signIn(identifier, 'un mot de passe tout à fait faux').expect(401);
      const { token } = await aResetLink(api, id);
      return { id, request: async () => api.http.post('/v1/passwords').send({ token, password: next }) };
    },
  ],
  [
    'a first password',
    ['guard', 'registration', 'account', 'link'],
    async () => {
      const { id: registrationId, identifier, token } = await awaitingPassword(api);
      await signIn(identifier, 'un mot de passe tout à fait faux').expect(401);
      const [row] = await api.sql<{ id: string }>('select id from account where registration_id = $1', registrationId);
      return {
        id: String(row?.id),
        request: async () => api.http.post('/v1/passwords').send({ token, password: next }),
      };
    },
  ],
  [
    'a sign-in',
    ['guard', 'account'],
    async () => {
      const { id, identifier } = await anAccount(api);
      await signIn(identifier).expect(201);
      return { id, request: async () => signIn(identifier) };
    },
  ],
];

test.each(ways.flatMap(([name, order, make]) => order.map((what) => [name, what, order, make] as const)))(
  'R22, R51 %s that waits for the %s holds what stands before it in the order of locks, and nothing behind it',
  async (_, what, order, make) => {
    const { id, request } = await make();
    await holder.query('begin');
    await holder.query(`${rows[what]} for update${what === 'registration' ? ' of r' : ''}`, [id]);
    const answer = request();
    try {
      await someoneWaits();
      for (const other of order.filter((one) => one !== what))
        expect([other, await isHeld(other, id)]).toEqual([other, order.indexOf(other) < order.indexOf(what)]);
    } finally {
      await holder.query('rollback');
    }
    expect((await answer).status).toBeLessThan(300);
  },
);
