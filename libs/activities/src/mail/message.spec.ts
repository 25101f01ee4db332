import { expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { bounceAddress, composeMessage, type Message, messageIdOf } from './message.js';

const message: Message = {
  messageId: '<m@exemple.fr>',
  from: 'Parcours <ne-pas-repondre@exemple.fr>',
  to: { name: 'Nadia Martin', address: 'nadia@exemple.fr' },
  subject: 'Créez votre mot de passe',
  html: '<p>Bonjour</p>',
  text: 'Bonjour',
};

test('it says that a machine wrote it, and keeps its Message-ID', async () => {
  const { headers, messageId } = await simpleParser(await composeMessage(message));
  expect(messageId).toBe('<m@exemple.fr>');
  expect(headers.get('auto-submitted')).toBe('auto-generated');
  expect(headers.get('x-auto-response-suppress')).toBe('All');
});

test('it is dated and answered as it says', async () => {
  const date = new Date('2026-11-23T13:30:00Z');
  const raw = await composeMessage({ ...message, date, replyTo: 'aide@exemple.fr' });
  const read = await simpleParser(raw);
  expect(read.date).toEqual(date);
  expect(read.replyTo?.text).toBe('aide@exemple.fr');
});

test('accents and the link come through in both parts, and no line is too long for a relay (RFC 5321, 998)', async () => {
  const link = `https://exemple.fr/mot-de-passe/creer/${'x'.repeat(86)}`;
  const text = `Créez « votre » mot de passe :\n${link}\n${'œuvre '.repeat(400)}`;
  const raw = await composeMessage({ ...message, text, html: `<p>${text}</p>` });
  const read = await simpleParser(raw);
  expect(read.text?.trim()).toBe(text.trim());
  expect(read.html).toContain(link);
  expect(
    Math.max(
      ...raw
        .toString()
        .split('\r\n')
        .map((line) => line.length),
    ),
  ).toBeLessThan(998);
});

test.each(['\r\nBcc: autre@exemple.fr', '\nBcc: autre@exemple.fr', '\0\r\n\r\ncorps', '\u2028Bcc: autre@exemple.fr'])(
  'R10 a name or subject with %j adds no header',
  async (injected) => {
    const raw = await composeMessage({
      ...message,
      subject: `Bonjour${injected}`,
      to: { name: `Nadia${injected}`, address: message.to.address },
    });
    const { headers, text } = await simpleParser(raw);
    expect(headers.has('bcc')).toBe(false);
    expect(text?.trim()).toBe('Bonjour');
  },
);

test.each([
  'a@exemple.fr\r\nBcc: autre@exemple.fr',
  'a@exemple.fr, autre@exemple.fr',
  'a@exemple.fr> , <autre@exemple.fr',
])('R10 the address %j stays one recipient and adds no header', async (address) => {
  const raw = await composeMessage({ ...message, to: { name: 'Nadia Martin', address } });
  const { headers, to } = await simpleParser(raw);
  expect(headers.has('bcc')).toBe(false);
  expect([to].flat().flatMap((field) => field?.value ?? [])).toHaveLength(1);
});

test('one message name, one message: parts are divided alike on every attempt, and otherwise for another message', async () => {
  const boundaryOf = async (messageId: string): Promise<string | undefined> =>
    /boundary="([^"]+)"/u.exec((await composeMessage({ ...message, messageId })).toString())?.[1];
  expect(await boundaryOf('<m@exemple.fr>')).toBe(await boundaryOf('<m@exemple.fr>'));
  expect(await boundaryOf('<m@exemple.fr>')).not.toBe(await boundaryOf('<n@exemple.fr>'));
});

test('bounces come back under the message’s name, at the sender’s domain', () => {
  expect(bounceAddress(message.from, 'abc')).toBe('bounce+abc@exemple.fr');
  expect(messageIdOf('ne-pas-repondre@exemple.fr', 'abc')).toBe('<abc@exemple.fr>');
});
