import { expect, test } from '@jest/globals';
import { anAccount } from '../../testing/accounts.js';
import { internalToken, startApi } from '../../testing/api-under-test.js';
import { goodPassword } from '../../testing/facts.js';

const believed = { 'X-Internal-Token': internalToken };

/** `Set-Cookie` of a sign-in, session's and device's, for each way in which a proxy may tell the scheme; then of signing out. */
async function cookiesOf(publicUrl: string): Promise<string[]> {
  const api = await startApi({ PUBLIC_URL: publicUrl });
  try {
    const { identifier } = await anAccount(api);
    const cookies: string[] = [];
    for (const told of [{}, { 'X-Forwarded-Proto': 'http' }, { 'X-Forwarded-Proto': 'https' }, believed]) {
      const post = api.http.post('/v1/sessions').set(told as Record<string, string>);
      const { headers } = await post.send({ identifier, password: goodPassword }).expect(201);
      cookies.push(...(headers['set-cookie'] as unknown as string[]));
    }
    const out = await api.http
      .delete('/v1/sessions/current')
      .set('Cookie', cookies[0] ?? '')
      .expect(204);
    return [...cookies, String(out.headers['set-cookie'])];
  } finally {
    await api.close();
  }
}

test('R41 the cookie is of https alone where PUBLIC_URL is: __Host- and Secure, whatever a proxy tells or forgets', async () => {
  for (const cookie of await cookiesOf('https://parcours.example')) {
    expect(cookie).toMatch(/^__Host-(?:session|device)=.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/u);
  }
});

test('R41 a site on http gives a cookie that its browsers keep, also when a proxy speaks of https', async () => {
  for (const cookie of await cookiesOf('http://parcours.example')) {
    expect(cookie).toMatch(/^(?:session|device)=.*; Path=\/; .*HttpOnly; SameSite=Lax$/u);
  }
});
