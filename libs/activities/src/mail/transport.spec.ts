import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server, type Socket } from 'node:net';
import { type HandOver, type MailTransport, type OutgoingMessage, smtpTransport } from './transport.js';

/** What a relay answers at each step; a function may do anything else to the connection. */
type Step = string | ((socket: Socket) => void);
interface Script {
  greeting?: Step;
  mail?: Step;
  rcpt?: Step;
  data?: Step;
  /** While the content arrives. */
  content?: (socket: Socket) => void;
  dot?: Step;
}

const hang = (): void => undefined;
const drop = (socket: Socket): void => void socket.destroy();
const limits = { connection: 400, greeting: 400, socket: 400, idle: 5_000 };
const message: OutgoingMessage = {
  messageId: '<m@exemple.fr>',
  envelope: { from: 'bounce@exemple.fr', to: 'nadia@exemple.fr' },
  raw: Buffer.from(`Subject: Bonjour\r\n\r\n${'Une ligne de texte.\r\n'.repeat(3_000)}`),
};

const open: { server: Server; transport: MailTransport; sockets: Set<Socket> }[] = [];
afterEach(() => {
  for (const { server, transport, sockets } of open.splice(0)) {
    transport.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

interface Relay {
  transport: MailTransport;
  /** Content and dots that arrived, in order. */
  heard: string[];
  sockets: Set<Socket>;
  server: Server;
}

async function relay(script: Script = {}): Promise<Relay> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    const answer = (step: Step = '250 OK') => (typeof step === 'string' ? socket.write(`${step}\r\n`) : step(socket));
    let inData = false;
    let buffer = '';
    socket.on('data', (chunk) => {
      buffer += chunk.toString();
      if (inData) {
        script.content?.(socket);
        if (!buffer.endsWith('\r\n.\r\n')) return;
        inData = false;
        buffer = '';
        heard.push('dot');
        return void answer(script.dot);
      }
      for (let end = buffer.indexOf('\r\n'); end >= 0 && !inData; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (line.startsWith('MAIL')) answer(script.mail);
        else if (line.startsWith('RCPT')) answer(script.rcpt);
        else if (line.startsWith('DATA')) {
          inData = typeof (script.data ?? '') === 'string' && !/^[45]/u.test((script.data as string | undefined) ?? '');
          answer(script.data ?? '354 go');
        } else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
        else answer();
      }
    });
    answer(script.greeting ?? '220 relay');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  const transport = smtpTransport(`smtp://127.0.0.1:${port}`, limits);
  const made = { transport, heard, sockets, server };
  open.push(made);
  return made;
}

const noop = (): Promise<void> => Promise.resolve();

describe('one hand-over', () => {
  test('is told before its dot, when the relay has agreed to take it', async () => {
    const { transport, heard } = await relay();
    const told: string[][] = [];
    const result = await transport.handOver(message, () => {
      told.push([...heard]);
      return Promise.resolve();
    });
    expect(result).toEqual({ outcome: 'accepted', reply: '250' });
    expect(told).toEqual([[]]);
    expect(heard).toEqual(['dot']);
  });

  const cases: [string, Script, HandOver, told: boolean][] = [
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
      '554 as greeting is the relay turning everybody away',
      { greeting: '554 no service' },
      { outcome: 'relay-away', reply: '554' },
      false,
    ],
    ['no greeting', { greeting: hang }, { outcome: 'relay-away', reply: 'ETIMEDOUT' }, false],
    ['silence at RCPT is deferred', { rcpt: hang }, { outcome: 'deferred', reply: 'ETIMEDOUT' }, false],
    ['silence at DATA is deferred', { data: hang }, { outcome: 'deferred', reply: 'ETIMEDOUT' }, false],
    ['silence after the dot is ambiguous', { dot: hang }, { outcome: 'ambiguous', reply: 'ETIMEDOUT' }, true],
    [
      'a connection lost before DATA is deferred',
      { data: drop },
      { outcome: 'deferred', reply: expect.any(String) as never },
      false,
    ],
    [
      'a connection lost after the dot is ambiguous',
      { dot: drop },
      { outcome: 'ambiguous', reply: expect.any(String) as never },
      true,
    ],
  ];
  test.each(cases)('%s', async (_, script, expected, told) => {
    const { transport } = await relay(script);
    let calls = 0;
    expect(
      await transport.handOver(message, () => {
        calls += 1;
        return Promise.resolve();
      }),
    ).toEqual(expected);
    expect(calls > 0).toBe(told);
  });

  test('a connection lost while the content is on its way is never called delivered', async () => {
    const { transport } = await relay({ content: drop });
    const { outcome } = await transport.handOver(message, noop);
    expect(['deferred', 'ambiguous']).toContain(outcome);
  });

  test('a relay that is not there', async () => {
    const transport = smtpTransport('smtp://127.0.0.1:1', limits);
    expect(await transport.handOver(message, noop)).toEqual({ outcome: 'relay-away', reply: 'ECONNREFUSED' });
    expect(await transport.verify()).toBe(false);
  });

  test('R24 a message that must not leave any more: its dot is never sent, and the reason comes out as it is', async () => {
    const { transport, heard } = await relay();
    const reason = new Error('superseded');
    await expect(transport.handOver(message, () => Promise.reject(reason))).rejects.toBe(reason);
    await new Promise((later) => setTimeout(later, 50));
    expect(heard).toEqual([]);
  });

  test('R10 an address with CR/LF reaches no relay', async () => {
    const { transport, heard } = await relay();
    const to = 'a@exemple.fr>\r\nRCPT TO:<b@exemple.fr';
    const result = await transport.handOver({ ...message, envelope: { from: message.envelope.from, to } }, noop);
    expect(result.outcome).not.toBe('accepted');
    expect(heard).toEqual([]);
  });
});

describe('connections', () => {
  test('are kept for the next message, and none is left behind after 300', async () => {
    const { transport, sockets, heard } = await relay();
    let most = 0;
    for (let round = 0; round < 30; round += 1) {
      await Promise.all(Array.from({ length: 10 }, () => transport.handOver(message, noop)));
      most = Math.max(most, sockets.size);
    }
    expect(heard).toHaveLength(300);
    expect(most).toBeLessThanOrEqual(15);
  });

  test('one that the relay closed meanwhile is replaced without a word', async () => {
    const { transport, sockets } = await relay();
    await transport.handOver(message, noop);
    for (const socket of sockets) socket.end('421 idle\r\n');
    await new Promise((later) => setTimeout(later, 50));
    expect(await transport.handOver(message, noop)).toMatchObject({ outcome: 'accepted' });
  });
});
