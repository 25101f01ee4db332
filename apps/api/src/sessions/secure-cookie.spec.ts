import { expect, test } from '@jest/globals';
import { anAccount } from '../../testing/accounts.js';
import { internalToken, startApi } from '../../testing/api-under-test.js';
import { goodPassword } from '../../testing/facts.js';

test('R41 the cookie is of https alone where the site is: __Host- and Secure, by the word of web and of nobody else', async () => {
  const secure = await startApi({ PUBLIC_URL: 'https://parcours.example' });
  try {
    const { identifier } = await anAccount(secure);
    const post = (headers: Record<string, string>) =>
      secure.http.post('/v1/sessions').set(headers).send({ identifier, password: goodPassword }).expect(201);
    const believed = await post({ 'X-Internal-Token': internalToken, 'X-Forwarded-Proto': 'https' });
    expect(String(believed.headers['set-cookie'])).toMatch(
      /^__Host-session=.+; Path=\/; HttpOnly; Secure; SameSite=Lax$/u,
    );
    expect((await post({ 'X-Forwarded-Proto': 'https' })).headers['set-cookie']).toBeUndefined();
  } finally {
    await secure.close();
  }
});
