import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { type Inbox, startInbox } from '../local/inbox/inbox.js';
import { freePorts } from '../local/ports.js';
import { InboxWatch } from './inbox-watch.js';

let folder: string;
let inbox: Inbox;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inbox-watch-'));
  const [port = 0, smtpPort = 0] = await freePorts(2);
  inbox = await startInbox({ port, smtpPort, folder });
});
afterAll(async () => {
  await inbox.stop();
  rmSync(folder, { recursive: true });
});

test('keeps each message once, with its Message-ID, and answers whoever waits for one', async () => {
  const watch = new InboxWatch(inbox.url);
  watch.start();
  const waited = watch.waitFor('a@canary.example', ({ subject }) => subject === 'two', 10_000);
  const relay = nodemailer.createTransport(inbox.smtpUrl);
  for (const subject of ['one', 'two'])
    await relay.sendMail({
      ...{ from: 'p@parcours.example', to: 'a@canary.example', subject, messageId: `<${subject}@parcours.example>` },
      text: 'http://localhost:8080/mot-de-passe/creer/abcdefghijklmnopqrstuv\nABCD-EFGH',
    });
  relay.close();
  expect(await waited).toMatchObject({
    messageId: '<two@parcours.example>',
    code: 'ABCD-EFGH',
    to: 'a@canary.example',
  });
  await watch.stop();
  expect(watch.received.map(({ subject }) => subject)).toEqual(['one', 'two']);
  expect(await watch.waitFor('a@canary.example', () => false, 0)).toBeUndefined();
});
