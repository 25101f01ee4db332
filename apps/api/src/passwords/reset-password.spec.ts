import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { waitUntil } from '../../../../tools/local/wait-until.js';
import { anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { aResetLink } from '../../testing/reset-link.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const reset = (token: string) =>
  api.http.post('/v1/passwords').send({ token, password: 'quatre hérons lisent au grenier' });

test('R13 a reset closes by the database’s clock, in the instant in which its link is used', async () => {
  const { id } = await anAccount(api);
  const { token } = await aResetLink(api, id);
  await reset(token).expect(200);
  const closed = await api.sql(
    `select r.state, r.ended_at = l.used_at as together from password_reset r join password_link l using (account_id)
     where account_id = $1`,
    id,
  );
  expect(closed).toEqual([{ state: 'used', together: true }]);
});

test('a reset waits for the guard before it holds the account, as a sign-in that settles does: neither waits for the other', async () => {
  const { identifier, id } = await anAccount(api);
  await api.http.post('/v1/sessions').send({ identifier, password: 'un mot de passe tout à fait faux' }).expect(401);
  const { token } = await aResetLink(api, id);
  const settling = new pg.Client(api.settings.databaseUrl);
  await settling.connect();
  try {
    await settling.query('begin');
    await settling.query('select key from login_guard for update');
    const answer = reset(token).then(({ status }) => status);
    await waitUntil('the reset waits for the guard', async () => {
      const { rowCount } = await settling.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rowCount === 1;
    });
    expect((await settling.query('select id from account where id = $1 for update nowait', [id])).rows).toEqual([
      { id },
    ]);
    await settling.query('commit');
    expect(await answer).toBe(200);
  } finally {
    await settling.end();
  }
});
