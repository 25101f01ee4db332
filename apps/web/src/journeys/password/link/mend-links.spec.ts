import { link, ok, token } from '../../../testing/samples.js';
import { ownWeb } from '../../../testing/own-web.js';
import { Visitor } from '../../../testing/visitor.js';
import { addresses } from '../../../ui/addresses.js';

const web = ownWeb();

const address = addresses.resetPassword;
const encoded = [...token].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
const broken = `${token.slice(0, 16)}%20${token.slice(16)}`;

test.each([
  `${address}/${token}%`,
  `${address}/${token}%E0%A4%A`,
  `${address}/${token}/suite`,
  `${address}/${token}/?utm_source=filtre&x=%ZZ`,
  `${address}//${token}`,
  `/${address}/${token}`,
  `${address}%2F${token}`,
  `/MOT-DE-PASSE/Reinitialiser/${token}`,
  `${address}/%3C${token}%3E.`,
  `${address}/%22${token}%22)`,
  `${address}/${encoded}`,
  `${address}/${broken}`,
  `${address}/${token}Cordialement`,
  `${address}/${token.slice(0, 30)}=${token.slice(30)}`,
  `${address}/${token.slice(0, 30)}=%0D%0A${token.slice(30)}=`,
  `/mot-de-%0D%0Apasse/reinitialiser/${token}`,
  `/mot-de-%C2%ADpasse/reinitialiser/${token}`,
])('F9: %s opens the link, and no log line holds its token', async (rewritten) => {
  web.api.when('POST /v1/password-links/inspect', ok({ ...link, purpose: 'reset' }));
  web.logged.length = 0;
  const visitor = new Visitor(web.app);
  const { status, location = '', headers } = await visitor.get(rewritten);
  expect([status, headers['referrer-policy']]).toEqual([303, 'no-referrer']);
  expect((await visitor.get(location)).status).toBe(200);
  expect(web.api.asked[0]?.body).toEqual({ token });
  expect(web.logged.length).toBeGreaterThan(0);
  for (const part of [token.slice(0, 12), token.slice(-12), encoded.slice(0, 30)])
    expect(web.logged.join('')).not.toContain(part);
});

test.each([`${address}.`, `${address}/%`, `${address}/%E0%A4%A`, `${address}/?x=1`, `${address}/abc/suite`])(
  'F9: %s, without a token, leads to the code and to the help for IT services',
  async (rewritten) => {
    const { status, html } = await new Visitor(web.app).get(rewritten);
    expect(status).toBe(404);
    expect(html).toContain(`<a class="button" href="${addresses.code}">`);
    expect(html).toContain(`href="${addresses.helpLinks}"`);
  },
);
