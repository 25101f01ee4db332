import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { awaitingPassword, goodPassword } from '../../testing/facts.js';
import { aResetLink } from '../../testing/reset-link.js';
import { deviceCookieOf, sessionCookieOf } from '../../testing/session-cookie.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const next = 'quatre hérons lisent au grenier';
const wrong = 'un mot de passe tout à fait faux';
const signIn = (identifier: string, { password = goodPassword, cookie = '' } = {}) =>
  api.http.post('/v1/sessions').set('Cookie', cookie).send({ identifier, password });
const lock = async (identifier: string) => {
  for (let tries = 0; tries < 4; tries++) await signIn(identifier, { password: wrong });
};
const setPassword = (body: object) => api.http.post('/v1/passwords').send({ password: next, ...body });
const one = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row | undefined> =>
  (await api.sql<Row>(text, ...values))[0];

/** What another process has counted and locked, under a guard key that this one does not have. */
const lockedUnderAnotherKey = (accountId: string) =>
  api.sql(
    `with guard as (
       insert into login_guard (key, account_id, failures, locked_at) values ($1, $2, 3, now()) returning key, account_id)
     insert into lockout (guard_key, account_id, correlation_id) select key, account_id, 'elsewhere' from guard`,
    randomBytes(32).toString('hex'),
    accountId,
  );
const dueMail = (accountId: string, ...kinds: string[]) =>
  api.sql(
    `insert into mail_send (account_id, kind, number)
     select $1, kind, 100 + row_number() over () from unnest($2::text[]) as kind`,
    accountId,
    kinds,
  );

/** All that hangs on an account, as it stands; `identifier` and `id` are the account's. */
const left = async ({ id }: { id: string }) => ({
  sessions: (await api.sql('select from session where account_id = $1', id)).length,
  devices: (await api.sql('select from login_guard where account_id = $1 and is_device', id)).length,
  links: (
    await api.sql('select from password_link where account_id = $1 and used_at is null and superseded_at is null', id)
  ).length,
  openResets: (await api.sql(`select from password_reset where account_id = $1 and state = 'open'`, id)).length,
  locks: (await api.sql('select from lockout where account_id = $1 and ended_at is null', id)).length,
  lockedKeys: (
    await api.sql(
      'select from login_guard where account_id = $1 and not is_device and (failures > 0 or locked_at is not null)',
      id,
    )
  ).length,
  mail: (
    await api.sql<{ kind: string }>(
      `select kind from mail_send where account_id = $1 and state in ('due', 'sending') order by kind`,
      id,
    )
  ).map(({ kind }) => kind),
  told: (
    await api.sql<{ journey: string }>(
      `select distinct journey from notice
       where subject = $1 or subject in (select id::text from lockout where account_id = $1::uuid and ended_at is not null)
       order by journey`,
      id,
    )
  ).map(({ journey }) => journey),
});

describe('R52 another password, whichever way it comes', () => {
  /** An account on which all of it hangs, locked under two keys. */
  async function inFullLife() {
    const account = await anAccount(api);
    const { id, identifier } = account;
    const [mine, other] = [await signIn(identifier), await signIn(identifier)];
    const link = await aResetLink(api, id);
    const leaving = await one<{ id: string }>(
      `insert into password_link (purpose, account_id, nonce, key_id, token_hash, expires_at)
       values ('reset', $1, 'nonce', 'k1', $2, now() + interval '3 days') returning id`,
      ...[id, randomBytes(32).toString('hex')],
    );
    await dueMail(id, 'reset', 'locked', 'locked-reminder');
    await api.sql(
      `update mail_send set state = 'sending', lease_until = now() + interval '5 seconds', link_id = $2
       where account_id = $1 and kind = 'reset'`,
      ...[id, leaving?.id],
    );
    await signIn(identifier, { password: wrong, cookie: deviceCookieOf(other) });
    await lock(identifier);
    await lockedUnderAnotherKey(id);
    // What locking has told is not what is asked about.
    await api.sql(`delete from notice where journey = 'lockout'`);
    const cookies = { session: sessionCookieOf(mine), device: deviceCookieOf(mine), elsewhere: deviceCookieOf(other) };
    return { ...account, link, cookies };
  }
  type Alive = Awaited<ReturnType<typeof inFullLife>>;

  const allDead = { sessions: 0, devices: 0, links: 0, openResets: 0 };
  const unlocked = {
    locks: 0,
    lockedKeys: 0,
    mail: ['password-changed'],
    told: ['account-mail', 'lockout', 'password-reset'],
  };
  const stillLocked = {
    ...{ locks: 2, lockedKeys: 2, mail: ['locked', 'locked-reminder', 'password-changed'] },
    told: ['account-mail', 'password-reset'],
  };

  test.each<[string, (alive: Alive) => Promise<{ headers: Record<string, string> }>, object]>([
    ['a reset by the link', ({ link }) => setPassword({ token: link.token }).expect(200), { ...allDead, ...unlocked }],
    [
      'a reset by the typed code',
      ({ link, identifier }) => setPassword({ identifier, code: link.code }).expect(200),
      { ...allDead, ...unlocked },
    ],
    [
      'a change in one’s session, which alone goes on; it does not unlock',
      ({ cookies: { session, device } }) =>
        api.http
          .post('/v1/sessions/current/password')
          .set('Cookie', `${session}; ${device}`)
          .send({ currentPassword: goodPassword, newPassword: next })
          .expect(204),
      { ...allDead, ...stillLocked, sessions: 1 },
    ],
  ])(
    '%s: sessions, known browsers, links, codes and waiting mail end in its transaction',
    async (_, replace, expected) => {
      const alive = await inFullLife();
      const { identifier, link, cookies } = alive;
      expect(await left(alive)).toMatchObject({
        sessions: 2,
        devices: 1,
        links: 2,
        openResets: 1,
        locks: 2,
        lockedKeys: 2,
      });
      const answer = await replace(alive);
      expect(await left(alive)).toEqual(expected);
      // And from outside.
      expect((await setPassword({ token: link.token })).body.code).toMatch(/^link-(?:used|superseded)$/u);
      expect((await setPassword({ identifier, code: link.code })).body.code).toBe('code-refused');
      await api.http.get('/v1/sessions/current').set('Cookie', cookies.session).expect(401);
      await lock(identifier);
      for (const cookie of [cookies.device, cookies.elsewhere])
        expect((await signIn(identifier, { password: next, cookie })).body.code).toBe('identifier-locked');
      await signIn(identifier, { password: next, cookie: deviceCookieOf(answer) }).expect(201);
    },
  );

  test('a reset that was overtaken by a change is told apart from one that was used, and counts for no limit', async () => {
    const { id, identifier } = await anAccount(api);
    await aResetLink(api, id);
    await dueMail(id, 'reset');
    await api.sql('update account set mail_number = 101 where id = $1', id);
    const body = { currentPassword: goodPassword, newPassword: next };
    const cookie = sessionCookieOf(await signIn(identifier));
    await api.http.post('/v1/sessions/current/password').set('Cookie', cookie).send(body).expect(204);
    expect(await one('select state from password_reset where account_id = $1', id)).toEqual({ state: 'replaced' });
    const counted = 'select recovered_mail_number as number from account where id = $1';
    expect(await one(counted, id)).toEqual({ number: 0 });
    await setPassword({ token: (await aResetLink(api, id)).token, password: goodPassword }).expect(200);
    expect(await one(counted, id)).toEqual({ number: 102 });
  });
});

describe('R51, R52 the first password', () => {
  test('unlocks what was locked while it was awaited, under every guard key, and tells the journeys', async () => {
    const waiting = await awaitingPassword(api);
    const { identifier, linkId, token } = waiting;
    const account = await one<{ id: string }>('select id from account where registration_id = $1', waiting.id);
    const id = String(account?.id);
    await lock(identifier);
    await lockedUnderAnotherKey(id);
    await api.sql(`delete from notice where journey = 'lockout'`);
    await dueMail(id, 'locked', 'locked-reminder');
    await api.sql('update account set mail_number = 102 where id = $1', id);
    const first = await setPassword({ token }).expect(200);
    expect(await left({ id })).toEqual({
      ...{ sessions: 0, devices: 0, links: 0, openResets: 0, locks: 0, lockedKeys: 0, mail: [], told: ['lockout'] },
    });
    expect(await one('select recovered_mail_number as number from account where id = $1', id)).toEqual({ number: 102 });
    expect(
      await api.sql('select outcome from audit_event where subject = $1 and event = $2', id, 'identifier.unlocked'),
    ).toHaveLength(2);
    expect(linkId).toBeTruthy();
    await signIn(identifier, { password: next }).expect(201);
    await lock(identifier);
    await signIn(identifier, { password: next, cookie: deviceCookieOf(first) }).expect(201);
  });
});

describe('R24, R52 a corrected address', () => {
  test('ends the link, its typed code and the mail that would bring them, and leaves the lock as it is', async () => {
    const { publicId, ownerKey, token, code, identifier, id } = await awaitingPassword(api);
    await api.sql(`insert into mail_send (registration_id, kind, number) values ($1, 'creation', 50)`, id);
    await lock(identifier);
    await api.http
      .post(`/v1/registrations/${publicId}/email`)
      .send({ ownerKey, email: 'autre.adresse@exemple.fr' })
      .expect(202);
    expect((await setPassword({ token }).expect(409)).body.code).toBe('link-superseded');
    expect((await setPassword({ identifier, code }).expect(404)).body.code).toBe('code-refused');
    const waiting = `select number from mail_send where registration_id = $1 and kind = 'creation' and state = 'due'`;
    expect(await api.sql(waiting, id)).toHaveLength(1);
    expect((await signIn(identifier)).body.code).toBe('identifier-locked');
  });
});
