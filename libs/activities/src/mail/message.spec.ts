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

test('bounces come back under the message’s name, at the sender’s domain', () => {
  expect(bounceAddress(message.from, 'abc')).toBe('bounce+abc@exemple.fr');
  expect(messageIdOf('ne-pas-repondre@exemple.fr', 'abc')).toBe('<abc@exemple.fr>');
});
