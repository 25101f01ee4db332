import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { freePorts } from '../ports.js';
import { type Inbox, startInbox } from './inbox.js';

const folder = mkdtempSync(join(tmpdir(), 'inbox-'));
let ports: [number, number];
let inbox: Inbox;
const start = () =>
  startInbox({
    port: ports[0],
    smtpPort: ports[1],
    folder,
    previews: () => [
      { name: 'creation', subject: 'Créez <votre> mot de passe', html: '<p>Bonjour</p>', text: 'Bonjour' },
    ],
  });

beforeAll(async () => {
  ports = (await freePorts(2)) as [number, number];
  inbox = await start();
});
afterAll(async () => {
  await inbox.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
beforeEach(async () => {
  await ask('/faults', { method: 'DELETE' });
  await ask('/messages', { method: 'DELETE' });
});

const ask = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${ports[0]}${path}`, { ...init, headers: { connection: 'close', ...init?.headers } });
const order = (fault: object) => ask('/faults', { method: 'POST', body: JSON.stringify(fault) });
const messages = async (to = '') =>
  (await (await ask(`/messages?to=${to}`.replace(/\?to=$/u, ''))).json()) as {
    id: string;
    to: string;
    subject: string;
    links: string[];
    code: string | null;
    bounced: boolean;
  }[];
const body = `Dossier PRC-AB12-CD34, identifiant EP-ZZZZ-9999.
Lien : http://localhost:8080/mot-de-passe/creer/abc_DEF-123 (15 jours).
Code : 7K3M-Q2XW.`;

/** `patience`, ms: short, so that a hanging relay is soon noticed. */
function send(to: string, text = body, subject = 'Créez votre mot de passe', patience = 700) {
  const mail = createTransport({
    host: '127.0.0.1',
    port: ports[1],
    secure: false,
    socketTimeout: patience,
    greetingTimeout: patience,
    ignoreTLS: true,
  });
  return mail
    .sendMail({ from: 'parcours@exemple.fr', to, subject, text, html: `<p>${text}</p>` })
    .finally(() => mail.close());
}

test('a message is shown with its links and its typed code, by recipient and newest first', async () => {
  await send('a@mairie.fr');
  await send('b@mairie.fr', 'Rien', 'Deuxième');
  expect(await messages('A@mairie.fr')).toMatchObject([
    {
      to: 'a@mairie.fr',
      subject: 'Créez votre mot de passe',
      links: ['http://localhost:8080/mot-de-passe/creer/abc_DEF-123'],
      code: '7K3M-Q2XW',
    },
  ]);
  const all = await messages();
  expect(all.map(({ subject, code }) => [subject, code])).toEqual([
    ['Deuxième', null],
    ['Créez votre mot de passe', '7K3M-Q2XW'],
  ]);
  const whole = await (await ask(`/messages/${all[1]?.id}`)).json();
  expect(whole).toMatchObject({
    text: expect.stringContaining('7K3M'),
    html: expect.stringContaining('<p>'),
    source: expect.stringContaining('MIME-Version'),
  });
  expect(whole).toMatchObject({
    messageId: expect.stringMatching(/^<.+>$/u),
    headers: { from: 'parcours@exemple.fr' },
  });
  expect((await ask('/messages/unknown')).status).toBe(404);
});

test('messages survive a restart', async () => {
  await send('a@mairie.fr');
  await inbox.stop();
  inbox = await start();
  expect(await messages('a@mairie.fr')).toHaveLength(1);
});

test('the pages show messages and templates, escaped', async () => {
  await send('a@mairie.fr', '<script>alert(1)</script>', '<b>Objet</b>');
  const list = await (await ask('/')).text();
  expect(list).toContain('&lt;b&gt;Objet&lt;/b&gt;');
  const [message] = await messages();
  const view = await (await ask(`/courriels/${message?.id}`)).text();
  expect(view).not.toContain('<script>');
  expect(await (await ask('/dev/courriels')).text()).toContain('Créez &lt;votre&gt; mot de passe');
  expect(await (await ask('/dev/courriels/creation')).text()).toContain('Bonjour');
});

test.each([
  ['refuse-550', 550],
  ['refuse-451', 451],
])('%s is answered to the recipients it is meant for, as often as ordered', async (fault, responseCode) => {
  await order({ match: 'mairie.fr', fault, times: 1 });
  await send('other@exemple.fr');
  await expect(send('a@mairie.fr')).rejects.toMatchObject({ responseCode });
  await send('a@mairie.fr');
  expect(await messages()).toHaveLength(2);
});

test.each([
  ['hang', 0],
  ['drop-before-data', 0],
  ['drop-in-data', 0],
  ['drop-after-data', 1],
])('%s: the sender gets no answer, and %i message is kept', async (fault, kept) => {
  await order({ match: 'a@mairie.fr', fault });
  await expect(send('a@mairie.fr')).rejects.toThrow();
  expect(await messages()).toHaveLength(kept);
  await ask('/faults', { method: 'DELETE' });
  await send('a@mairie.fr');
  expect(await messages()).toHaveLength(kept + 1);
});

test('down: the port is closed until the faults are lifted', async () => {
  await order({ fault: 'down' });
  await expect(send('a@mairie.fr')).rejects.toMatchObject({ code: expect.stringMatching(/ECONN|ESOCKET/u) });
  await ask('/faults', { method: 'DELETE' });
  await send('a@mairie.fr');
});

test('down, twice: two connections die, the third is served', async () => {
  await order({ fault: 'down', times: 2 });
  await expect(send('a@mairie.fr')).rejects.toThrow();
  await expect(send('a@mairie.fr')).rejects.toThrow();
  await send('a@mairie.fr');
});

test('bounce: accepted, then marked as returned', async () => {
  await order({ fault: 'bounce', times: 1 });
  await send('a@mairie.fr');
  await send('a@mairie.fr');
  expect((await messages()).map(({ bounced }) => bounced)).toEqual([false, true]);
});

test('a fault that is not in the contract is refused', async () => {
  expect((await order({ fault: 'explode' })).status).toBe(422);
  expect((await ask('/faults', { method: 'POST', body: '{' })).status).toBe(422);
});

test('a page of another site reaches nothing', async () => {
  expect((await ask('/messages', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
});

test('five hundred messages at once are all kept', async () => {
  await Promise.all(
    Array.from({ length: 50 }, async (_, group) => {
      for (let i = 0; i < 10; i += 1) await send(`${group}.${i}@mairie.fr`, body, 'Créez votre mot de passe', 20_000);
    }),
  );
  expect(await messages()).toHaveLength(500);
});
