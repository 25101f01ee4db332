import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectToDatabase } from '@app/persistence';
import { hash } from '@node-rs/argon2';
import { type AccountFixture, anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { awaitingPassword, goodPassword } from '../../testing/facts.js';
import { sessionCookieOf } from '../../testing/session-cookie.js';
import { LoginGuard } from './login-guard.js';
import type { SignInThrottle } from './sign-in-throttle.js';
import { waitUntil } from '../../../../tools/local/wait-until.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const signIn = (identifier: string, password = goodPassword) =>
  api.http.post('/v1/sessions').send({ identifier, password });
const wrong = (identifier: string) => signIn(identifier, 'un mot de passe tout à fait faux');
const nobody = () =>
  `EP-${Array.from({ length: 8 }, () => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Math.floor(Math.random() * 32)]).join('')}`;
const current = (cookie: string) => api.http.get('/v1/sessions/current').set('Cookie', cookie);
const guard = async (failures: string) =>
  (await api.sql<{ n: number }>(`select count(*)::int as n from login_guard where ${failures}`))[0]?.n;

test('the right password opens a session that says whose it is, and since when they had not signed in', async () => {
  const { identifier, siret } = await anAccount(api);
  const first = await signIn(identifier.toLowerCase().replace('-', ' ')).expect(201);
  expect(first.body).toEqual({
    account: {
      ...{ identifier, lastName: 'Martin', firstName: 'Nadia', role: 'administrator', siret },
      ...{ establishmentName: 'Mairie de Trifouillis', expiresAt: expect.stringMatching(/Z$/u) },
    },
  });
  const second = await signIn(identifier).expect(201);
  expect(Date.parse(second.body.previousLoginAt)).toBeGreaterThan(Date.now() - 60_000);
  const { body } = await current(sessionCookieOf(second)).expect(200);
  expect(body.account).toEqual(second.body.account);
  expect(Date.parse(body.endsAt) - Date.now()).toBeLessThanOrEqual(30 * 60_000 + 2_000);
});

describe('R41 the session', () => {
  test('has a new id at each sign-in, of 128 bits at least, in an HttpOnly cookie that stays on our site', async () => {
    const { identifier } = await anAccount(api);
    const first = await signIn(identifier);
    const again = await signIn(identifier).set('Cookie', sessionCookieOf(first));
    const [one, other] = [sessionCookieOf(first), sessionCookieOf(again)];
    expect(other).not.toBe(one);
    expect(decodeURIComponent(one)).toMatch(/^session=s:[\w-]{22,}\./u);
    expect(String(first.headers['set-cookie'])).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/u);
    await current(one).expect(401); // a session that was there ends with the new one
    await current(other).expect(200);
  });

  test('ends when nobody asks anything for 30 minutes, and after 12 hours whatever is asked', async () => {
    const { identifier, id } = await anAccount(api);
    const idle = sessionCookieOf(await signIn(identifier));
    await current(idle).expect(200);
    await api.sql(`update session set seen_at = now() - interval '29 minutes' where account_id = $1`, id);
    await current(idle).expect(200);
    const [seen] = await api.sql<{ fresh: boolean }>(
      `select seen_at > now() - interval '1 minute' as fresh from session where account_id = $1`,
      id,
    );
    expect(seen).toEqual({ fresh: true });
    await api.sql(`update session set seen_at = now() - interval '31 minutes' where account_id = $1`, id);
    expect((await current(idle).expect(401)).body.code).toBe('session-absent');
    const old = sessionCookieOf(await signIn(identifier));
    await api.sql(`update session set opened_at = now() - interval '12 hours' where account_id = $1`, id);
    await current(old).expect(401);
  });

  test.each(['session=s%3Aabc.def', 'session=', 'session=%00', '__Host-session=s%3Aabc.def', 'session=j%3A%7B%7D'])(
    'forged, of another environment or no cookie at all (%s): treated as absent',
    async (cookie) => {
      await current(cookie).expect(401);
      await api.http.delete('/v1/sessions/current').set('Cookie', cookie).expect(204);
    },
  );

  test('its row keeps a hash of the id, never the id', async () => {
    const { identifier } = await anAccount(api);
    const sid =
      decodeURIComponent(sessionCookieOf(await signIn(identifier)))
        .slice('session=s:'.length)
        .split('.')[0] ?? '';
    const [all] = await api.sql<{ text: string }>('select json_agg(s)::text as text from session s');
    expect(sid.length).toBeGreaterThan(21);
    expect(all?.text).not.toContain(sid);
  });

  test('ends by signing out; others of the same person go on until they close them', async () => {
    const { identifier } = await anAccount(api);
    const [one, two, three] = [
      sessionCookieOf(await signIn(identifier)),
      sessionCookieOf(await signIn(identifier)),
      sessionCookieOf(await signIn(identifier)),
    ] as const;
    await api.http.delete('/v1/sessions/current').set('Cookie', one).expect(204);
    await current(one).expect(401);
    const { body } = await api.http.get('/v1/sessions').set('Cookie', two).expect(200);
    expect(body.sessions.map(({ current: mine }: { current: boolean }) => mine).sort()).toEqual([false, true]);
    await api.http.delete('/v1/sessions').set('Cookie', two).expect(204);
    await current(two).expect(200);
    await current(three).expect(401);
  });
});

describe('R25 the third failure', () => {
  test.each<[string, () => Promise<AccountFixture | undefined>]>([
    ['of an account', () => anAccount(api)],
    ['of an identifier that nobody holds', () => Promise.resolve(undefined)],
  ])('%s locks it, and says so; the right password is refused too', async (_, make) => {
    const account = await make();
    const identifier = account?.identifier ?? nobody();
    const codes: unknown[] = [];
    for (let tries = 0; tries < 3; tries++) codes.push((await wrong(identifier).expect(401)).body);
    codes.push((await signIn(identifier).expect(401)).body);
    expect(codes.map((body) => (body as { code: string }).code)).toEqual([
      ...['credentials-refused', 'credentials-refused', 'identifier-locked', 'identifier-locked'],
    ]);
    expect(codes.map((body) => (body as { triesLeft?: number }).triesLeft)).toEqual([2, 1, undefined, undefined]);
    const locks = await api.sql<{ account_id: string | null; notices: number }>(
      `select account_id, (select count(*)::int from notice where journey = 'lockout' and subject = l.id::text) as notices
       from lockout l where ended_at is null order by locked_at desc limit 1`,
    );
    expect(locks).toEqual([{ account_id: account?.id ?? null, notices: 1 }]);
  });

  test('64 sign-ins at once around it: three verified, the rest told to come back or that it is locked', async () => {
    const { identifier } = await anAccount(api);
    await wrong(identifier);
    await wrong(identifier);
    const answers = await Promise.all(Array.from({ length: 64 }, () => wrong(identifier)));
    const codes = answers.map(({ body }) => body.code as string);
    expect(codes.filter((code) => !['identifier-locked', 'try-again'].includes(code))).toEqual([]);
    expect(codes).toContain('identifier-locked');
    expect(await guard(`failures > 3`)).toBe(0);
    const [lines] = await api.sql<{ n: number }>(
      `select count(*)::int as n from audit_event where event = 'identifier.locked' and subject =
        (select id::text from account where identifier = $1)`,
      identifier,
    );
    expect(lines).toEqual({ n: 1 });
  });
});

test('R26 50 wrong guesses at once: at most three passwords are verified', async () => {
  const { identifier, id } = await anAccount(api);
  const answers = await Promise.all(Array.from({ length: 50 }, () => wrong(identifier)));
  const [verified] = await api.sql<{ n: number }>(
    `select count(*)::int as n from audit_event where event = 'sign-in.refused' and subject = $1`,
    id,
  );
  expect(verified).toEqual({ n: 3 });
  expect(answers.filter(({ body }) => body.code === 'credentials-refused')).toHaveLength(2);
});

test('R30 two failures, a success, two failures: not locked', async () => {
  const { identifier } = await anAccount(api);
  for (const right of [false, false, true, false, false]) {
    const { status } = await (right ? signIn(identifier) : wrong(identifier));
    expect(status).toBe(right ? 201 : 401);
  }
  await signIn(identifier).expect(201);
});

describe('R32b nobody is locked by', () => {
  test('three right sign-ins at once, nor more: some may be told to come back', async () => {
    const { identifier } = await anAccount(api);
    const three = await Promise.all([signIn(identifier), signIn(identifier), signIn(identifier)]);
    expect(three.map(({ status }) => status)).toEqual([201, 201, 201]);
    const many = await Promise.all(Array.from({ length: 20 }, () => signIn(identifier)));
    for (const { status, headers } of many) {
      expect([201, 429]).toContain(status);
      if (status === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    await signIn(identifier).expect(201);
  });

  test('a crash between reservation and settling: given back after 30 seconds', async () => {
    const { identifier } = await anAccount(api);
    await wrong(identifier);
    const [row] = await api.sql<{ key: string }>('select key from login_guard order by touched_at desc limit 1');
    await api.sql(
      `update login_guard set pending = jsonb_build_object('a', extract(epoch from now()) - 29, 'b', extract(epoch from now()) - 29)
       where key = $1`,
      row?.key,
    );
    expect((await signIn(identifier).expect(429)).body.code).toBe('try-again');
    await api.sql(
      `update login_guard set pending = jsonb_build_object('a', extract(epoch from now()) - 31, 'b', extract(epoch from now()) - 31)
       where key = $1`,
      row?.key,
    );
    await signIn(identifier).expect(201);
  });
});

describe('R32 what an answer gives away', () => {
  test('unknown, wrong, pending, expired with a wrong password, malformed: one body and status', async () => {
    const expired = await anAccount(api, { expiresIn: '-1 day' });
    const answers = await Promise.all([
      wrong(nobody()),
      wrong((await anAccount(api)).identifier),
      wrong(expired.identifier),
    ]);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.body).toMatchObject({ status: 401, code: 'credentials-refused', triesLeft: 2 });
    // What is no identifier has no tries to count, and locks nothing.
    const { triesLeft: _, ...body } = answers[0]?.body as { triesLeft: number };
    for (const malformed of ['pas un identifiant', 'EP-ÀÉÈÙ-ÇÔÎÏ'])
      expect((await signIn(malformed).expect(401)).body).toEqual(body);
  });

  test('expired with the right password: 403 in the words people know, and no failure is counted', async () => {
    const { identifier } = await anAccount(api, { expiresIn: '-1 second' });
    for (let tries = 0; tries < 4; tries++) {
      const { body } = await signIn(identifier).expect(403);
      expect(body).toMatchObject({
        code: 'account-expired',
        title: 'L’état de votre compte ne permet pas votre connexion',
      });
    }
  });
});

test('R33 an account that ends shuts its open sessions out at once, whatever job runs', async () => {
  const { identifier, id } = await anAccount(api);
  const cookie = sessionCookieOf(await signIn(identifier));
  await current(cookie).expect(200);
  await api.sql(`update account set expires_at = now() - interval '1 second' where id = $1`, id);
  await current(cookie).expect(401);
});

test('R31 changing one’s password shares the counter of signing in', async () => {
  const { identifier } = await anAccount(api);
  const cookie = sessionCookieOf(await signIn(identifier));
  const change = (currentPassword: string, newPassword = 'quatre hérons lisent au grenier') =>
    api.http.post('/v1/sessions/current/password').set('Cookie', cookie).send({ currentPassword, newPassword });
  await wrong(identifier);
  expect((await change('ce n’est pas le bon mot').expect(401)).body.code).toBe('credentials-refused');
  expect((await change('ni celui-ci non plus, hélas').expect(401)).body.code).toBe('identifier-locked');
  await change(goodPassword).expect(401);
});

test('a changed password ends every other session, goes on under a new id, and is told by mail', async () => {
  const { identifier, id } = await anAccount(api);
  const [mine, other] = [sessionCookieOf(await signIn(identifier)), sessionCookieOf(await signIn(identifier))];
  const next = 'quatre hérons lisent au grenier';
  const weak = await api.http
    .post('/v1/sessions/current/password')
    .set('Cookie', mine)
    .send({ currentPassword: goodPassword, newPassword: 'court' })
    .expect(422);
  expect(weak.body.errors[0].path).toBe('newPassword');
  const changed = await api.http
    .post('/v1/sessions/current/password')
    .set('Cookie', mine)
    .send({ currentPassword: goodPassword, newPassword: next })
    .expect(204);
  await current(mine).expect(401);
  await current(other).expect(401);
  await current(sessionCookieOf(changed)).expect(200);
  await wrong(identifier).expect(401);
  await signIn(identifier, next).expect(201);
  expect(await api.sql(`select kind, state from mail_send where account_id = $1`, id)).toEqual([
    { kind: 'password-changed', state: 'due' },
  ]);
});

test('R44 a right password that is replaced while it is verified is refused, with one line of its own', async () => {
  const { identifier, id } = await anAccount(api);
  // Holds the account until it is done: the sign-in verifies meanwhile, and settles behind it.
  const replaced = api.sql(
    'update account set credentials_version = credentials_version + 1 where id = $1 returning pg_sleep(1)',
    id,
  );
  await waitUntil('the password is being replaced', async () => {
    const [row] = await api.sql<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where query like 'update account%' and wait_event = 'PgSleep'
         and datname = current_database()`,
    );
    return row?.n === 1;
  });
  const { body } = await signIn(identifier).expect(401);
  await replaced;
  expect(body.code).toBe('credentials-refused');
  expect(await api.sql('select event, outcome from audit_event where subject = $1', id)).toEqual([
    { event: 'sign-in.refused', outcome: 'overtaken' },
  ]);
});

test('R40 a hash with older parameters is made again at the next sign-in; the password stays', async () => {
  const { identifier, id } = await anAccount(api);
  const older = await hash(goodPassword, { memoryCost: 8_192, timeCost: 3, parallelism: 1 });
  await api.sql('update account set password_hash = $2 where id = $1', id, older);
  await signIn(identifier).expect(201);
  const [row] = await api.sql<{ hash: string }>('select password_hash as hash from account where id = $1', id);
  expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
  await signIn(identifier).expect(201);
});

test('R40, R32b two sign-ins that make an older hash again at once both succeed, and so do three', async () => {
  for (const atOnce of [2, 3, 2, 3]) {
    const { identifier, id } = await anAccount(api);
    const older = await hash(goodPassword, { memoryCost: 8_192, timeCost: 3, parallelism: 1 });
    await api.sql('update account set password_hash = $2 where id = $1', id, older);
    const answers = await Promise.all(Array.from({ length: atOnce }, () => signIn(identifier)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: atOnce }, () => 201));
    for (const answer of answers) await current(sessionCookieOf(answer)).expect(200);
    await signIn(identifier).expect(201);
  }
});

describe('R22 a hash that is made again', () => {
  test('never takes the place of a password that was set meanwhile', async () => {
    const { identifier, id } = await anAccount(api);
    const older = await hash(goodPassword, { memoryCost: 8_192, timeCost: 3, parallelism: 1 });
    const next = await hash('quatre hérons lisent au grenier', { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await api.sql('update account set password_hash = $2 where id = $1', id, older);
    const orm = await connectToDatabase(api.settings.databaseUrl, 1);
    try {
      const throttle = { of: () => ({ key: 'rehash', most: 1_000, seconds: 60 }) } as unknown as SignInThrottle;
      const loginGuard = new LoginGuard(orm, throttle, api.settings);
      const caller = { address: '203.0.113.9', correlationId: 'rehash', remainingTime: () => 1_000 };
      const reservation = await loginGuard.reserve(identifier, 'rehashes', caller, undefined);
      if (reservation.is !== 'reserved') throw new Error(reservation.is);
      expect(await loginGuard.settleSucceeded(reservation.attempt)).toBeDefined();
      await api.sql(
        'update account set password_hash = $2, credentials_version = credentials_version + 1 where id = $1',
        ...[id, next],
      );
      await loginGuard.keepRehash(reservation.attempt, 'the old password, made again');
    } finally {
      await orm.close(true);
    }
    await signIn(identifier, 'quatre hérons lisent au grenier').expect(201);
  });
});

test('R46 a sign-in sweeps the sessions of the account that have ended: idle, too old, or of another password', async () => {
  const { identifier, id } = await anAccount(api);
  const open = sessionCookieOf(await signIn(identifier));
  const ended = [
    `seen_at = now() - interval '31 minutes'`,
    `opened_at = now() - interval '13 hours'`,
    'credentials_version = 0',
  ];
  for (const end of ended) {
    await signIn(identifier).expect(201);
    await api.sql(
      `update session set ${end} where id_hash = (select id_hash from session where account_id = $1 order by opened_at desc limit 1)`,
      id,
    );
  }
  await signIn(identifier).expect(201);
  const left = `select count(*)::int as n from session where account_id = $1`;
  expect(await api.sql(left, id)).toEqual([{ n: 2 }]);
  await current(open).expect(200);
});

describe('a password is prepared as OpaqueString (RFC 8265)', () => {
  const pasted = 'trois\u00a0cigognes\u202frangent du\u3000charbon';
  test('pasted with no-break spaces when it was set, it is right as the space bar types it, and as pasted', async () => {
    const { token, identifier } = await awaitingPassword(api);
    await api.http.post('/v1/passwords').send({ token, password: pasted }).expect(200);
    await signIn(identifier, goodPassword).expect(201);
    await signIn(identifier, pasted).expect(201);
  });

  test('one that was kept before passwords were prepared is right as it was typed, and from then on as prepared', async () => {
    const { identifier } = await anAccount(api, { password: pasted });
    await signIn(identifier, goodPassword).expect(401);
    await signIn(identifier, `${pasted} `).expect(401);
    await signIn(identifier, pasted).expect(201);
    await signIn(identifier, goodPassword).expect(201);
    await signIn(identifier, pasted).expect(201);
  });

  test('what is not right is refused in the same words, held or not', async () => {
    const { identifier } = await anAccount(api);
    const [held, nobodys] = [await signIn(identifier, `${pasted}!`), await signIn('EP-0000-0000', `${pasted}!`)];
    expect([held.status, held.text]).toEqual([nobodys.status, nobodys.text]);
  });
});

describe('bad input', () => {
  test.each<[string, object, string]>([
    ['nothing', {}, 'identifier'],
    ['an empty identifier', { identifier: '', password: goodPassword }, 'identifier'],
    ['an empty password', { identifier: 'EP-0000-0000', password: '' }, 'password'],
    ['a password of 10 000 bytes', { identifier: 'EP-0000-0000', password: 'x'.repeat(10_000) }, 'password'],
    ['an identifier of 10 000 bytes', { identifier: 'x'.repeat(10_000), password: goodPassword }, 'identifier'],
    ['a NUL', { identifier: 'EP-0000\0', password: goodPassword }, 'identifier'],
    ['a lone surrogate', { identifier: 'EP-0000-0000', password: '\ud800'.padEnd(20, 'x') }, 'password'],
    ['a number', { identifier: 42, password: goodPassword }, 'identifier'],
    ['an unknown field', { identifier: 'EP-0000-0000', password: goodPassword, admin: true }, 'admin'],
  ])('%s: 422 that names the field, no hash, no row', async (_, body, path) => {
    const before = await guard('true');
    const answer = await api.http.post('/v1/sessions').send(body).expect(422);
    expect(answer.body.errors[0].path).toBe(path);
    expect(await guard('true')).toBe(before);
  });
});

test('R42 a sign-in or sign-out from another site is refused', async () => {
  const elsewhere = { 'Sec-Fetch-Site': 'cross-site' };
  const { body } = await api.http.post('/v1/sessions').set(elsewhere).send({}).expect(403);
  expect(body.code).toBe('cross-site-refused');
  await api.http.delete('/v1/sessions/current').set(elsewhere).expect(403);
});

test('R12 neither password nor identifier nor cookie stands in a log', async () => {
  const { identifier } = await anAccount(api);
  const cookie = sessionCookieOf(await signIn(identifier));
  await wrong(identifier);
  await current(cookie);
  const log = api.lines.join('');
  for (const secret of [goodPassword, identifier, cookie.slice(10), 'Nadia']) expect(log).not.toContain(secret);
});
