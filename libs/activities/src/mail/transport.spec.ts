import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { waitUntil } from '../../../../tools/local/wait-until.js';
import { drop, hang, late, type Script, type ScriptedRelay, scriptedRelay } from './scripted-relay.fixture.js';
import { type HandOver, type MailTransport, type OutgoingMessage, smtpTransport } from './transport.js';

const limits = { connection: 400, greeting: 400, socket: 400, whole: 1_500, idle: 5_000 };
const lines = 'Une ligne de texte.\r\n'.repeat(3_000);
/** So that only the transport itself can have closed what is closed. */
const longLimits = { ...limits, socket: 60_000, whole: 60_000, idle: 60_000 };
const message: OutgoingMessage = {
  messageId: '<m@exemple.fr>',
  envelope: { from: 'bounce@exemple.fr', to: 'nadia@exemple.fr' },
  raw: Buffer.from(`Subject: Bonjour\r\n\r\n${lines}`),
};
const noop = (): Promise<void> => Promise.resolve();
const greetsWith = (...extensions: string[]) =>
  ['250-relay', ...extensions.map((name) => `250-${name}`), '250 HELP'].join('\r\n');

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop();
});

function transportTo(url: string, within = limits): MailTransport {
  const transport = smtpTransport(url, within);
  toStop.unshift(() => transport.close());
  return transport;
}

async function relayWith(
  script: Script = {},
  within = limits,
): Promise<{ relay: ScriptedRelay; transport: MailTransport }> {
  const relay = await scriptedRelay(script);
  toStop.unshift(() => relay.stop());
  return { relay, transport: transportTo(relay.url, within) };
}

const until = (isSo: () => boolean): Promise<void> => waitUntil(String(isSo), isSo, { every: 5 });

describe('one hand-over', () => {
  const code = expect.any(String) as never;
  const cases: [string, Script, HandOver, isTold: boolean][] = [
    [
      '250 after the dot is accepted',
      { dot: '250 2.0.0 queued as 4Xy' },
      { outcome: 'accepted', reply: '250 2.0.0' },
      true,
    ],
    [
      'R06 550 at RCPT is refused',
      { rcpt: '550 5.1.1 <nadia@exemple.fr> unknown' },
      { outcome: 'refused', reply: '550 5.1.1' },
      false,
    ],
    [
      'R05 451 at RCPT is deferred',
      { rcpt: '451 4.7.1 greylisted' },
      { outcome: 'deferred', reply: '451 4.7.1' },
      false,
    ],
    ['550 at MAIL is refused', { mail: '550 no' }, { outcome: 'refused', reply: '550' }, false],
    ['451 at DATA is deferred', { data: '451 later' }, { outcome: 'deferred', reply: '451' }, false],
    ['550 after the dot is refused', { dot: '554 5.7.1 content' }, { outcome: 'refused', reply: '554 5.7.1' }, true],
    ['451 after the dot is deferred', { dot: '451 4.3.0' }, { outcome: 'deferred', reply: '451 4.3.0' }, true],
    ['421 is the relay going away', { rcpt: '421 closing' }, { outcome: 'relay-away', reply: '421' }, false],
    [
      '530 says nothing against the message',
      { mail: '530 5.7.0 sign in' },
      { outcome: 'relay-away', reply: '530 5.7.0' },
      false,
    ],
    [
      '554 as greeting turns everybody away',
      { greeting: '554 no service' },
      { outcome: 'relay-away', reply: '554' },
      false,
    ],
    ['a connection lost before the greeting', { greeting: drop }, { outcome: 'relay-away', reply: code }, false],
    ['a connection lost at EHLO', { ehlo: drop }, { outcome: 'relay-away', reply: code }, false],
    ['no greeting', { greeting: hang }, { outcome: 'relay-away', reply: 'ETIMEDOUT' }, false],
    ['silence at EHLO', { ehlo: hang }, { outcome: 'relay-away', reply: 'ETIMEDOUT' }, false],
    ['silence at RCPT is deferred', { rcpt: hang }, { outcome: 'deferred', reply: 'ETIMEDOUT' }, false],
    ['silence at DATA is deferred', { data: hang }, { outcome: 'deferred', reply: 'ETIMEDOUT' }, false],
    ['silence after the dot is ambiguous', { dot: hang }, { outcome: 'ambiguous', reply: 'ETIMEDOUT' }, true],
    ['a connection lost at RCPT is deferred', { rcpt: drop }, { outcome: 'deferred', reply: code }, false],
    ['a connection lost before DATA is deferred', { data: drop }, { outcome: 'deferred', reply: code }, false],
    ['a connection lost after the dot is ambiguous', { dot: drop }, { outcome: 'ambiguous', reply: code }, true],
  ];
  describe.each([
    ['step by step', undefined],
    ['all commands at once (PIPELINING)', greetsWith('PIPELINING')],
  ])('%s', (_, ehlo) => {
    test.each(cases)('%s', async (__, script, expected, isTold) => {
      const { transport } = await relayWith({ ...(ehlo && { ehlo }), ...script });
      let told = 0;
      const result = await transport.handOver(message, () => Promise.resolve(void (told += 1)));
      expect(result).toEqual(expected);
      expect(told).toBe(isTold ? 1 : 0);
    });

    test('the whole content is with the relay, and no dot, while the facts are written', async () => {
      const { relay, transport } = await relayWith(ehlo ? { ehlo } : {});
      await transport.handOver(message, async () => {
        await until(() => relay.content().endsWith(lines));
        await pause(20);
        expect(relay.heard).not.toContain('dot');
      });
      expect(relay.heard.slice(-4)).toEqual(['MAIL', 'RCPT', 'DATA', 'dot']);
    });

    test('R24 a message that must not leave any more: no dot, no connection, and the reason comes out as it is', async () => {
      const { relay, transport } = await relayWith(ehlo ? { ehlo } : {}, longLimits);
      const reason = new Error('superseded');
      await expect(transport.handOver(message, () => Promise.reject(reason))).rejects.toBe(reason);
      await until(() => relay.sockets.size === 0);
      expect(relay.heard).not.toContain('dot');
    });
  });

  test('a connection lost while the content is on its way is never called delivered', async () => {
    const { transport } = await relayWith({ content: drop });
    const { outcome } = await transport.handOver(message, noop);
    expect(['deferred', 'ambiguous']).toContain(outcome);
  });

  test('a connection lost while the facts are written is certainly not delivered, and is told once they are', async () => {
    const { relay, transport } = await relayWith();
    let isWritten = false;
    const { outcome } = await transport.handOver(message, async () => {
      drop([...relay.sockets][0] as never);
      await pause(100);
      isWritten = true;
    });
    expect([outcome, isWritten]).toEqual(['deferred', true]);
    expect(relay.heard).not.toContain('dot');
  });

  test('lost and superseded at once: the reason comes out, and no error is left over', async () => {
    const { relay, transport } = await relayWith();
    const reason = new Error('superseded');
    const handOver = transport.handOver(message, async () => {
      drop([...relay.sockets][0] as never);
      await pause(100);
      throw reason;
    });
    await expect(handOver).rejects.toBe(reason);
  });

  test('a yes before the dot is no yes', async () => {
    let said = 0;
    const { transport } = await relayWith({
      content: (socket) => void ((said += 1) === 1 && socket.write('250 OK\r\n')),
    });
    expect((await transport.handOver(message, () => pause(50))).outcome).not.toBe('accepted');
  });

  test('a relay that is slow at each step is left in time, whatever the sum of its steps', async () => {
    const slow = late('250 OK', 1_500);
    const { transport } = await relayWith(
      { greeting: late('220 relay', 1_500), ehlo: slow, mail: slow, rcpt: slow, dot: slow },
      { connection: 5_000, greeting: 5_000, socket: 5_000, whole: 6_500, idle: 5_000 },
    );
    const start = Date.now();
    const { outcome } = await transport.handOver(message, noop);
    expect(outcome).toBe('ambiguous');
    expect(Date.now() - start).toBeLessThan(7_500);
  });

  test('R10 an address with CR/LF is refused for good, and no relay hears of it', async () => {
    const { relay, transport } = await relayWith();
    for (const address of [
      'a@exemple.fr>\r\nRCPT TO:<b@exemple.fr',
      'a@exemple.fr\n',
      'a@exemple.fr\0',
      'a b@exemple.fr',
      '',
    ])
      for (const end of ['from', 'to'])
        expect(
          await transport.handOver({ ...message, envelope: { ...message.envelope, [end]: address } }, noop),
        ).toEqual({ outcome: 'refused', reply: 'EENVELOPE' });
    expect(relay.connections()).toBe(0);
  });

  test('a line that is a dot, or begins with one, arrives as it was', async () => {
    const { relay, transport } = await relayWith();
    await transport.handOver({ ...message, raw: Buffer.from('Subject: a\r\n\r\n.\r\n..b\nfin') }, noop);
    expect(relay.content()).toBe('Subject: a\r\n\r\n..\r\n...b\r\nfin\r\n.\r\n');
  });
});

describe('the relay itself', () => {
  test('not there', async () => {
    const transport = transportTo('smtp://127.0.0.1:1');
    expect(await transport.handOver(message, noop)).toEqual({ outcome: 'relay-away', reply: 'ECONNREFUSED' });
    expect(await transport.verify()).toBe(false);
  });

  test('there, and answering', async () => {
    const { relay, transport } = await relayWith();
    expect(await transport.verify()).toBe(true);
    await until(() => relay.sockets.size === 0);
  });

  test.each([
    ['silent', hang, 'ETIMEDOUT'],
    ['gone', drop, expect.any(String)],
    ['refusing', '535 5.7.8 no', '535 5.7.8'],
  ])('%s at AUTH, it is away', async (_, auth, reply) => {
    const { relay } = await relayWith({ ehlo: greetsWith('AUTH PLAIN'), auth });
    const transport = transportTo(relay.url.replace('//', '//parcours:secret@'));
    expect(await transport.handOver(message, noop)).toEqual({ outcome: 'relay-away', reply });
  });

  test('it is told who we are, as the URL says', async () => {
    const { relay } = await relayWith({ ehlo: greetsWith('AUTH PLAIN'), auth: '235 2.7.0 welcome' });
    const transport = transportTo(relay.url.replace('//', '//parcours:se%40cret@'));
    expect(await transport.handOver(message, noop)).toMatchObject({ outcome: 'accepted' });
    expect(relay.heard).toContain('AUTH');
  });

  // smtp-server brings a certificate of its own that nobody vouches for.
  test.each([
    ['smtps', true],
    ['smtp with STARTTLS', false],
  ])('%s: one that cannot prove its name gets no message', async (_, secure) => {
    let mails = 0;
    jest.spyOn(console, 'error').mockReturnValueOnce(undefined); // it says so itself
    const server = new SMTPServer({ secure, authOptional: true, onMailFrom: (__, ___, done) => (mails++, done()) });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    toStop.unshift(() => new Promise((stopped) => server.close(stopped)));
    const { port } = server.server.address() as AddressInfo;
    const { outcome, reply } = await transportTo(`${secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`).handOver(
      message,
      noop,
    );
    expect(outcome).toBe('relay-away');
    expect(reply).toMatch(/CERT|ALTNAME/u);
    expect(mails).toBe(0);
  });
});

describe('connections', () => {
  test('one carries message after message', async () => {
    const { relay, transport } = await relayWith();
    for (let sent = 0; sent < 20; sent += 1) await transport.handOver(message, noop);
    expect(relay.connections()).toBe(1);
  });

  test('none is left behind after 500 messages, good and bad', async () => {
    const openSockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    let asked = 0;
    const { relay, transport } = await relayWith(
      {
        rcpt: (socket) =>
          void ((asked += 1) % 10 === 0 ? drop(socket) : socket.write(asked % 7 === 0 ? '550 no\r\n' : '250 OK\r\n')),
      },
      longLimits,
    );
    await transport.handOver(message, noop);
    const before = openSockets();
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 50; round += 1) {
      const results = await Promise.all(Array.from({ length: 10 }, () => transport.handOver(message, noop)));
      for (const { outcome } of results) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect([...outcomes.values()].reduce((sum, count) => sum + count)).toBe(500);
    expect([...outcomes.keys()].sort()).toEqual(['accepted', 'deferred', 'refused']);
    await until(() => relay.sockets.size <= 5);
    // Both ends are in this process: five kept connections are ten sockets.
    expect(openSockets()).toBeLessThanOrEqual(before + 10);
    await transport.close();
    await until(() => relay.sockets.size === 0);
  });

  test.each([
    ['closed meanwhile', (socket: { end(): void }) => socket.end()],
    ['took leave of meanwhile', (socket: { end(words: string): void }) => socket.end('421 idle\r\n')],
  ])('one that the relay %s is replaced without a word', async (_, leave) => {
    const { relay, transport } = await relayWith();
    await transport.handOver(message, noop);
    for (const socket of relay.sockets) leave(socket);
    await until(() => relay.sockets.size === 0);
    expect(await transport.handOver(message, noop)).toMatchObject({ outcome: 'accepted' });
  });

  test('one that the relay ends with 421 when the next message comes is replaced too', async () => {
    let mails = 0;
    const { relay, transport } = await relayWith({
      mail: (socket) => void socket.write((mails += 1) === 2 ? '421 4.7.0 too many\r\n' : '250 OK\r\n'),
    });
    await transport.handOver(message, noop);
    expect(await transport.handOver(message, noop)).toMatchObject({ outcome: 'accepted' });
    expect(relay.connections()).toBe(2);
  });

  test('an idle one is ended with a farewell', async () => {
    const { relay } = await relayWith();
    const transport = smtpTransport(relay.url, { ...limits, idle: 50 });
    await transport.handOver(message, noop);
    await until(() => relay.heard.includes('QUIT'));
    await until(() => relay.sockets.size === 0);
  });

  test('closing waits for the message under way and keeps nothing', async () => {
    const { relay, transport } = await relayWith({ dot: late('250 OK', 100) });
    const handOver = transport.handOver(message, noop);
    await transport.close();
    expect(relay.heard).toContain('dot');
    expect(await handOver).toMatchObject({ outcome: 'accepted' });
    await until(() => relay.sockets.size === 0);
  });
});
