import { expect, test } from '@jest/globals';
import { anAccount } from '../../testing/accounts.js';
import { internalToken, startApi } from '../../testing/api-under-test.js';
import { goodPassword } from '../../testing/facts.js';

test('R29 one address that locks account after account is stopped before the tenth, and metrics show it; others sign in', async () => {
  const limited = await startApi({ ADDRESS_LIMITS: 'on' });
  try {
    const from = (address: string) => ({ 'X-Internal-Token': internalToken, 'X-Forwarded-For': address });
    const accounts = await Promise.all(Array.from({ length: 10 }, () => anAccount(limited)));
    for (const { identifier } of accounts)
      await Promise.all(
        Array.from({ length: 3 }, () =>
          limited.http
            .post('/v1/sessions')
            .set(from('203.0.113.7'))
            .send({ identifier, password: 'mauvais mot de passe entier' }),
        ),
      );
    const [locked] = await limited.sql<{ n: number }>('select count(*)::int as n from lockout');
    expect(locked?.n).toBeLessThan(10);
    expect(locked?.n).toBeGreaterThan(5);
    const fresh = await anAccount(limited);
    const body = { identifier: fresh.identifier, password: goodPassword };
    const refused = await limited.http.post('/v1/sessions').set(from('203.0.113.7')).send(body).expect(429);
    expect(refused.body.code).toBe('too-many-requests');
    await limited.http.post('/v1/sessions').set(from('203.0.113.8')).send(body).expect(201);
    const { text } = await limited.http
      .get('/metrics')
      .expect('Content-Type', /^text\/plain/u)
      .expect(200);
    const count = (outcome: string) => Number(new RegExp(`outcome="${outcome}"\\} (\\d+)`, 'u').exec(text)?.[1]);
    expect(count('too-many-requests')).toBeGreaterThan(0);
    expect(count('identifier-locked')).toBeGreaterThan(5);
    expect(count('right')).toBe(1);
  } finally {
    await limited.close();
  }
});

test('R29 an address’s failures are forgotten an hour after the first of them, and counted anew', async () => {
  const limited = await startApi({ ADDRESS_LIMITS: 'on' });
  try {
    const { identifier } = await anAccount(limited);
    const post = (password: string) => limited.http.post('/v1/sessions').send({ identifier, password });
    const counted = async () =>
      (
        await limited.sql<{ points: number; left: number }>(
          `select points, round((expire / 1000.0 - extract(epoch from now())) / 60)::int as left from rate_limit
           where key like '%sign-in-failure%'`,
        )
      )[0];
    await post('mauvais mot de passe entier').expect(401);
    expect(await counted()).toEqual({ points: 1, left: 60 });
    await limited.sql('update rate_limit set points = 24');
    expect((await post(goodPassword).expect(429)).body.code).toBe('too-many-requests');
    await limited.sql('update rate_limit set expire = (extract(epoch from now()) - 1) * 1000');
    await post('mauvais mot de passe entier').expect(401);
    expect(await counted()).toEqual({ points: 1, left: 60 });
    await limited.sql('update rate_limit set expire = (extract(epoch from now()) + 600) * 1000');
    await post('mauvais mot de passe entier').expect(401);
    // A further failure does not begin the hour again.
    expect(await counted()).toEqual({ points: 2, left: 10 });
  } finally {
    await limited.close();
  }
});
