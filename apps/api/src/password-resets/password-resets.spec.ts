import { randomUUID } from 'node:crypto';
import { connectToDatabase } from '@app/persistence';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { goodPassword } from '../../testing/facts.js';
import { sessionCookieOf } from '../../testing/session-cookie.js';
import { aResetLink } from '../../testing/reset-link.js';
import { LoginGuard } from '../sessions/login-guard.js';
import type { SignInThrottle } from '../sessions/sign-in-throttle.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const next = 'quatre hérons lisent au grenier';
const signIn = (identifier: string, password = goodPassword) =>
  api.http.post('/v1/sessions').send({ identifier, password });
const wrong = (identifier: string) => signIn(identifier, 'un mot de passe tout à fait faux');
const ask = (identifier: string) => api.http.post('/v1/password-resets').send({ identifier });
const reset = (body: object) => api.http.post('/v1/passwords').send({ password: next, ...body });
const current = (cookie: string) => api.http.get('/v1/sessions/current').set('Cookie', cookie);

test('R32 asking is the same for every identifier: answer, row and notice; what is none is not even kept', async () => {
  const { identifier } = await anAccount(api);
  const typed = [identifier, 'EP-0000-0000', 'mon mot de passe peut-être', identifier.toLowerCase()];
  const answers = await Promise.all(typed.map((text) => ask(text).set('X-Correlation-Id', 'asked-for-all')));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['202 {}']));
  const rows = await api.sql<{ identifier: string | null; notices: number }>(
    `select r.identifier, (select count(*)::int from notice n where n.journey = 'reset-request' and n.subject = r.id::text) as notices
     from reset_request r where correlation_id = 'asked-for-all' order by identifier nulls last`,
  );
  expect(rows.map(({ notices }) => notices)).toEqual([1, 1, 1, 1]);
  expect(rows.map((row) => row.identifier).sort()).toEqual(['EP-0000-0000', identifier, identifier, null].sort());
});

describe('R22, R27 a completed reset', () => {
  test('unlocks at once, ends every session, signs nobody in, is told by mail; a request alone does none of it', async () => {
    const { identifier, id } = await anAccount(api);
    const cookie = sessionCookieOf(await signIn(identifier));
    for (let tries = 0; tries < 3; tries++) await wrong(identifier).expect(401);
    await ask(identifier).expect(202);
    expect((await signIn(identifier).expect(401)).body.code).toBe('identifier-locked');
    await current(cookie).expect(200);

    const { token } = await aResetLink(api, id);
    const inspected = await api.http.post('/v1/password-links/inspect').send({ token }).expect(200);
    expect(inspected.body).toMatchObject({
      purpose: 'reset',
      state: 'valid',
      establishmentName: 'Mairie de Trifouillis',
    });
    const { body, headers } = await reset({ token }).expect(200);
    expect(body).toMatchObject({ identifier, account: { lastName: 'Martin', role: 'administrator' } });
    expect(String(headers['set-cookie'])).not.toContain('session=');

    await current(cookie).expect(401);
    await signIn(identifier, next).expect(201);
    expect((await signIn(identifier).expect(401)).body.code).toBe('credentials-refused');
    expect(await api.sql('select kind, state from mail_send where account_id = $1', id)).toEqual([
      { kind: 'password-changed', state: 'due' },
    ]);
    const lines = await api.sql<{ event: string }>(
      `select event from audit_event where subject = $1 and event in ('password.reset', 'identifier.unlocked', 'identifier.locked')
       order by event`,
      id,
    );
    expect(lines.map(({ event }) => event)).toEqual(['identifier.locked', 'identifier.unlocked', 'password.reset']);
    const [lock] = await api.sql('select ended_as from lockout where account_id = $1', id);
    expect(lock).toEqual({ ended_as: 'unlocked' });
    expect(await api.sql('select state from password_reset where account_id = $1', id)).toEqual([{ state: 'used' }]);
  });

  test('does not count what was being verified when it came against the new password', async () => {
    const orm = await connectToDatabase(api.settings.databaseUrl, 3);
    try {
      const throttle = { of: () => ({ key: 'in-flight', most: 1_000, seconds: 60 }) } as unknown as SignInThrottle;
      const guard = new LoginGuard(orm, throttle, api.settings);
      const caller = { address: '203.0.113.9', correlationId: 'in-flight', remainingTime: () => 1_000 };
      const { identifier, id } = await anAccount(api);
      const held = await Promise.all([1, 2, 3].map(() => guard.reserve(identifier, randomUUID(), caller, undefined)));
      const attempts = held.flatMap((one) => (one.is === 'reserved' ? [one.attempt] : []));
      expect(attempts).toHaveLength(3);

      const { token } = await aResetLink(api, id);
      await reset({ token }).expect(200);
      for (const attempt of attempts) expect(await guard.settleFailed(attempt)).toEqual({ locked: false });
      await signIn(identifier, next).expect(201);
      const told = `select 1 from audit_event where subject = $1 and event = 'sign-in.refused'`;
      expect(await api.sql(told, id)).toHaveLength(3);
    } finally {
      await orm.close(true);
    }
  });

  test('wins over a sign-in in flight: the old password’s session and its re-hash never come to be', async () => {
    for (let round = 0; round < 12; round++) {
      const { identifier, id } = await anAccount(api);
      const { token } = await aResetLink(api, id);
      const [answer] = await Promise.all([signIn(identifier), reset({ token }).expect(200)]);
      if (answer.status === 201) await current(sessionCookieOf(answer)).expect(401);
      else expect(answer.body.code).toBe('credentials-refused');
      await signIn(identifier).expect(401);
      await signIn(identifier, next).expect(201);
    }
  });

  test('R14 kills its siblings; R19 two POSTs on one link: one succeeds', async () => {
    const { id } = await anAccount(api);
    const older = await aResetLink(api, id);
    const newer = await aResetLink(api, id);
    expect((await reset({ token: older.token }).expect(409)).body.code).toBe('link-superseded');
    const answers = await Promise.all(Array.from({ length: 16 }, () => reset({ token: newer.token })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers.filter((one) => one.status !== 200))
      expect([status, body.code]).toEqual([409, 'link-used']);
  });

  test('R17 by the typed code and the identifier, and never by the SIRET, which is many persons’', async () => {
    const { identifier, id, siret } = await anAccount(api);
    const { code } = await aResetLink(api, id);
    expect((await reset({ siret, code }).expect(404)).body.code).toBe('code-refused');
    await reset({ identifier, code: code.toLowerCase() }).expect(200);
    expect((await reset({ identifier, code }).expect(404)).body.code).toBe('code-refused');
  });

  test('R13 a link is good one second before its end, and refused one second after', async () => {
    const { id } = await anAccount(api);
    const { token, linkId } = await aResetLink(api, id);
    await api.sql(`update password_link set expires_at = now() - interval '1 second' where id = $1`, linkId);
    expect((await reset({ token }).expect(410)).body.code).toBe('link-expired');
    await api.sql(`update password_link set expires_at = now() + interval '1 second' where id = $1`, linkId);
    await reset({ token }).expect(200);
  });

  test('R16 an unacceptable password costs the link nothing', async () => {
    const { id } = await anAccount(api);
    const { token } = await aResetLink(api, id);
    expect((await reset({ token, password: 'court' }).expect(422)).body.code).toBe('password-refused');
    await reset({ token }).expect(200);
  });

  test('R34 does not renew an account that has expired', async () => {
    const { identifier, id } = await anAccount(api, { expiresIn: '-1 day' });
    const { token } = await aResetLink(api, id);
    await reset({ token }).expect(200);
    expect((await signIn(identifier, next).expect(403)).body.code).toBe('account-expired');
  });
});

test('R20 no cookie, session or earlier step stands for the token', async () => {
  const { identifier, id } = await anAccount(api);
  await aResetLink(api, id);
  const cookie = sessionCookieOf(await signIn(identifier));
  for (const body of [
    {},
    { identifier },
    { token: '' },
    { token: 'A'.repeat(43) },
    { identifier, code: 'AAAA-AAAA' },
  ]) {
    const { status } = await reset(body).set('Cookie', cookie);
    expect([404, 422]).toContain(status);
  }
  await signIn(identifier).expect(201);
});

test('R32b whoever guesses and asks without end cannot keep the owner out', async () => {
  const { identifier, id } = await anAccount(api);
  const { token } = await aResetLink(api, id);
  const attack = async (until: () => boolean) => {
    while (!until()) await Promise.all([wrong(identifier), ask(identifier)]);
  };
  let done = false;
  const attackers = Promise.all([attack(() => done), attack(() => done)]);
  await reset({ token }).expect(200);
  done = true;
  await attackers;
  // The attack may have locked it again: a further reset opens it again, and the link of it was not harmed by asking.
  const again = await aResetLink(api, id);
  await reset({ token: again.token }).expect(200);
  await signIn(identifier, next).expect(201);
});
