import { connectToDatabase } from '@app/persistence';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AccountFixture, anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { awaitingPassword, goodPassword } from '../../testing/facts.js';
import { aResetLink } from '../../testing/reset-link.js';
import { deviceCookieOf, sessionCookieOf } from '../../testing/session-cookie.js';
import { takeResetRequest } from '../../../../libs/journeys/src/reset-request.js';
import type { Response } from 'express';
import { DeviceCookies, type NewCredentials } from './device-cookie.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const next = 'quatre hérons lisent au grenier';
const wrong = 'un mot de passe tout à fait faux';
const signIn = (identifier: string, { password = goodPassword, cookie = '' } = {}) =>
  api.http.post('/v1/sessions').set('Cookie', cookie).send({ identifier, password });
const codeOf = async (...of: Parameters<typeof signIn>): Promise<string> =>
  (await signIn(...of)).body.code ?? 'signed in';
const lock = async (identifier: string) => {
  for (let tries = 0; tries < 3; tries++) await signIn(identifier, { password: wrong }).expect(401);
  expect(await codeOf(identifier)).toBe('identifier-locked');
};
const deviceOf = async ({ identifier }: AccountFixture): Promise<string> =>
  deviceCookieOf(await signIn(identifier).expect(201));
const minted = (devices: DeviceCookies, credentials: NewCredentials): string => {
  const response = { locals: {} as { deviceCookie?: string } };
  devices.give(response as unknown as Response, credentials);
  return response.locals.deviceCookie?.split(';')[0] ?? '';
};
/** An account, and the cookie of a browser that it has signed in with. */
async function known(): Promise<AccountFixture & { cookie: string }> {
  const account = await anAccount(api);
  return { ...account, cookie: await deviceOf(account) };
}

describe('R50 a browser that has signed in before', () => {
  test('signs in although others have locked the identifier, again and again; it stays locked for them', async () => {
    const { identifier, cookie } = await known();
    await lock(identifier);
    const first = await signIn(identifier, { cookie }).expect(201);
    await api.http.get('/v1/sessions/current').set('Cookie', sessionCookieOf(first)).expect(200);
    await signIn(identifier, { cookie: deviceCookieOf(first) }).expect(201);
    expect(await codeOf(identifier)).toBe('identifier-locked');
    expect(await codeOf(identifier, { password: wrong })).toBe('identifier-locked');
  });

  test('three failures of its own lock it too; a success in between counts them anew', async () => {
    const { identifier, cookie } = await known();
    await lock(identifier);
    const tries = [wrong, wrong, goodPassword, wrong, wrong, wrong, goodPassword];
    const codes: string[] = [];
    for (const password of tries) codes.push(await codeOf(identifier, { password, cookie }));
    expect(codes).toEqual([
      ...['credentials-refused', 'credentials-refused', 'signed in', 'credentials-refused', 'credentials-refused'],
      ...['identifier-locked', 'identifier-locked'],
    ]);
  });

  test('F10 its own three failures lock the identifier for others, with one lock of one journey', async () => {
    const { identifier, id, cookie } = await known();
    for (const code of ['credentials-refused', 'credentials-refused', 'identifier-locked'])
      expect(await codeOf(identifier, { password: wrong, cookie })).toBe(code);
    expect([await codeOf(identifier), await codeOf(identifier, { cookie })]).toEqual(
      Array.from({ length: 2 }, () => 'identifier-locked'),
    );
    const locks = 'select (select count(*)::int from notice where subject = l.id::text) as notices from lockout l';
    expect(await api.sql(`${locks} where account_id = $1`, id)).toEqual([{ notices: 1 }]);
  });

  test('its failures count with those of others: two of theirs and one of its own lock the identifier, not the browser', async () => {
    const { identifier, cookie } = await known();
    for (let tries = 0; tries < 2; tries++) await signIn(identifier, { password: wrong }).expect(401);
    expect(await codeOf(identifier, { password: wrong, cookie })).toBe('credentials-refused');
    expect(await codeOf(identifier)).toBe('identifier-locked');
    await signIn(identifier, { cookie }).expect(201);
  });

  test('R30 two failures, a success elsewhere, two failures: it is not locked', async () => {
    const { identifier, cookie } = await known();
    for (const attempt of [{ password: wrong, cookie }, { password: wrong, cookie }, {}, { password: wrong, cookie }])
      await signIn(identifier, attempt);
    expect(await codeOf(identifier, { password: wrong, cookie })).not.toBe('identifier-locked');
    await signIn(identifier, { cookie }).expect(201);
  });

  test('R26 50 wrong guesses at once from it, and 50 of others: six passwords are verified at most', async () => {
    const { identifier, id, cookie } = await known();
    await lock(identifier);
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => signIn(identifier, { password: wrong, cookie: n % 2 ? cookie : '' })),
    );
    const [verified] = await api.sql(
      `select count(*)::int as n from audit_event where event = 'sign-in.refused' and subject = $1`,
      id,
    );
    expect(verified).toEqual({ n: 6 });
    expect(await codeOf(identifier, { cookie })).toBe('identifier-locked');
  });

  test('R32b three right ones at once do not lock it, nor does a locked identifier', async () => {
    const { identifier, cookie } = await known();
    await lock(identifier);
    const three = await Promise.all(Array.from({ length: 3 }, () => signIn(identifier, { cookie })));
    expect(three.map(({ status }) => status)).toEqual([201, 201, 201]);
  });

  test('R31 changes its password by the tries of its own, and stays known; others are known no more', async () => {
    const account = await known();
    const { identifier, cookie } = account;
    const elsewhere = await deviceOf(account);
    const session = sessionCookieOf(await signIn(identifier, { cookie }));
    await lock(identifier);
    const body = { currentPassword: goodPassword, newPassword: next };
    const change = () => api.http.post('/v1/sessions/current/password').send(body);
    expect((await change().set('Cookie', session).expect(401)).body.code).toBe('identifier-locked');
    const changed = await change().set('Cookie', `${session}; ${cookie}`).expect(204);
    await signIn(identifier, { password: next, cookie: deviceCookieOf(changed) }).expect(201);
    for (const old of [cookie, elsewhere])
      expect(await codeOf(identifier, { password: next, cookie: old })).toBe('identifier-locked');
  });
});

describe('R50 the device cookie', () => {
  test('stays with the browser for 180 days, out of reach of scripts and of other sites', async () => {
    const { identifier } = await anAccount(api);
    const [, device] = (await signIn(identifier)).headers['set-cookie'] as unknown as string[];
    expect(device).toMatch(/^device=[^;]+; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/u);
  });

  test('is given by success alone: a sign-in, a reset, a first password; never by a refusal', async () => {
    const { identifier, id } = await anAccount(api);
    const expired = await anAccount(api, { expiresIn: '-1 day' });
    const refusals = [
      await signIn(identifier, { password: wrong }),
      await signIn('EP-0000-0000'),
      await signIn(expired.identifier).expect(403),
      await api.http
        .post('/v1/passwords')
        .send({ token: 'A'.repeat(43), password: next })
        .expect(404),
    ];
    for (const refusal of refusals) expect(refusal.headers['set-cookie']).toBeUndefined();
    const { token } = await aResetLink(api, id);
    const reset = await api.http.post('/v1/passwords').send({ token, password: next }).expect(200);
    await lock(identifier);
    await signIn(identifier, { password: next, cookie: deviceCookieOf(reset) }).expect(201);
    const waiting = await awaitingPassword(api);
    const first = await api.http.post('/v1/passwords').send({ token: waiting.token, password: next }).expect(200);
    await lock(waiting.identifier);
    await signIn(waiting.identifier, { password: next, cookie: deviceCookieOf(first) }).expect(201);
  });

  test('of another account, forged, older than 180 days or void after a reset elsewhere: is none', async () => {
    const account = await known();
    const { identifier, id, cookie } = account;
    const other = await known();
    const [name, value = ''] = cookie.split('=');
    const [device = '', accountId = '', version = '', at = '', mac = ''] = value.split('.');
    const forged = [
      [device, accountId, version, at, mac.replace(/.$/u, (last) => (last === 'A' ? 'B' : 'A'))],
      [device, accountId, version, String(Number(at) + 86_400), mac],
      [device, other.id, version, at, mac],
      [device, accountId, String(Number(version) + 1), at, mac],
    ].map((parts) => `${name}=${parts.join('.')}`);
    await lock(identifier);
    for (const none of [...forged, other.cookie, 'device=', 'device=%00', 'device=a.b.c.d.e'])
      expect([none, await codeOf(identifier, { cookie: none })]).toEqual([none, 'identifier-locked']);
    await signIn(identifier, { cookie }).expect(201);
    await api.http
      .post('/v1/passwords')
      .send({ token: (await aResetLink(api, id)).token, password: next })
      .expect(200);
    await lock(identifier);
    expect(await codeOf(identifier, { password: next, cookie })).toBe('identifier-locked');
  });

  test('ends after 180 days by the database’s clock, whatever this process’s says', async () => {
    const { identifier, id } = await anAccount(api);
    await lock(identifier);
    const agedBy = async (age: string): Promise<string> => {
      const [row] = await api.sql<{ at: number }>(
        'select floor(extract(epoch from now() - $1::interval))::float8 as at',
        age,
      );
      return minted(new DeviceCookies(api.settings), { accountId: id, credentialsVersion: 1, at: row?.at ?? 0 });
    };
    const now = Date.now;
    try {
      Date.now = () => now() + 365 * 86_400_000;
      await signIn(identifier, { cookie: await agedBy('179 days 23 hours') }).expect(201);
      Date.now = () => now() - 365 * 86_400_000;
      expect(await codeOf(identifier, { cookie: await agedBy('180 days 1 minute') })).toBe('identifier-locked');
    } finally {
      Date.now = now;
    }
  });

  test('R32 tells nothing: an answer is the same with one of another account, with a forged one and with none', async () => {
    const { cookie } = await known();
    const asked = ['EP-0000-0001', 'EP-0000-0002', 'EP-0000-0003'];
    for (const identifiers of [await Promise.all(asked.map(async () => (await anAccount(api)).identifier)), asked]) {
      const answers = await Promise.all(
        ['', cookie, 'device=a.b.c.d.e'].map((one, n) =>
          signIn(identifiers[n] ?? '', { password: wrong, cookie: one }),
        ),
      );
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    }
  });
});

test('R50 eight rounds of three guesses and reset requests by strangers: by a reset the owner gets in each time', async () => {
  const { identifier, id } = await anAccount(api);
  const orm = await connectToDatabase(api.settings.databaseUrl, 2);
  const limits = { resetLinkLifetime: { text: '3 days' }, resendInterval: { text: '60 seconds' }, resendsPerDay: 5 };
  /** What the relay does behind the answer; answers what became of each request. */
  const asked = async (times: number): Promise<string[]> => {
    for (let time = 0; time < times; time++)
      await api.http.post('/v1/password-resets').send({ identifier }).expect(202);
    const requests = await api.sql<{ id: string }>(
      'select id from reset_request where handled_at is null order by asked_at',
    );
    for (const request of requests) await takeResetRequest(orm.em.fork(), request.id, limits);
    const outcomes = await api.sql<{ outcome: string }>(
      'select outcome from reset_request where id = any ($1) order by asked_at',
      requests.map((request) => request.id),
    );
    return outcomes.map(({ outcome }) => outcome);
  };
  try {
    for (let round = 0; round < 8; round++) {
      const password = round % 2 ? goodPassword : next;
      await lock(identifier);
      // The first of the round is mailed, whoever asks.
      expect((await asked(6)).filter((outcome) => outcome === 'reset')).toHaveLength(1);
      const { token } = await aResetLink(api, id);
      await api.http.post('/v1/passwords').send({ token, password }).expect(200);
      await signIn(identifier, { password }).expect(201);
    }
    const mails = `select count(*)::int as n from mail_send where account_id = $1 and kind = 'reset'`;
    expect(await api.sql(mails, id)).toEqual([{ n: 8 }]);
  } finally {
    await orm.close(true);
  }
});
