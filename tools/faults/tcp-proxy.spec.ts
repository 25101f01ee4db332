import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { waitUntil } from '../local/wait-until.js';
import { startProxy, type TcpProxy } from './tcp-proxy.js';

let target: Server;
let received: string;
let hasHeardEnd: boolean;
let proxy: TcpProxy;
const clients: Client[] = [];

/** Answers every chunk with « echo:<chunk> ». */
beforeEach(async () => {
  received = '';
  hasHeardEnd = false;
  target = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('end', () => {
      hasHeardEnd = true;
      socket.end('bye');
    });
    socket.on('data', (data) => {
      received += data.toString('latin1');
      socket.write(`echo:${data.toString('latin1')}`);
    });
  });
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
  proxy = await startProxy({ target: { host: '127.0.0.1', port: (target.address() as AddressInfo).port } });
});
afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.destroy();
  await proxy.close();
  target.close();
});

interface Client {
  socket: Socket;
  heard: string;
  ending?: 'end' | 'reset';
}
async function client(): Promise<Client> {
  const socket = connect({ host: '127.0.0.1', port: proxy.port, allowHalfOpen: true });
  const self: Client = { socket, heard: '' };
  clients.push(self);
  socket.on('data', (data) => (self.heard += data.toString('latin1')));
  socket.on('end', () => (self.ending ??= 'end'));
  socket.on('error', () => (self.ending = 'reset'));
  await once(socket, 'connect');
  return self;
}
const hears = (who: Client, words: string) => waitUntil(`« ${words} »`, () => who.heard.includes(words), { every: 5 });
const isReset = (who: Client) => waitUntil('a reset', () => who.ending === 'reset', { every: 5 });

test('passes bytes both ways, in order, and counts what is open', async () => {
  const one = await client();
  one.socket.write('hello ');
  one.socket.write('x'.repeat(3_000_000));
  one.socket.write(' end');
  await waitUntil('all of it', () => received.length === 3_000_010);
  expect(received.startsWith('hello x') && received.endsWith('x end')).toBe(true);
  expect(proxy.connections).toBe(1);
  one.socket.end();
  await hears(one, 'bye');
  one.socket.destroy();
  await waitUntil('no connection', () => proxy.connections === 0);
});

test('delays every byte, and chunks that follow each other do not add up', async () => {
  const one = await client();
  proxy.delay(600);
  const start = performance.now();
  for (const word of ['a', 'b', 'c', 'd']) {
    one.socket.write(word);
    await pause(5);
  }
  await waitUntil('four letters', () => received === 'abcd', { every: 5 });
  const upMs = performance.now() - start;
  await hears(one, 'd');
  expect(upMs).toBeGreaterThan(595);
  expect(upMs).toBeLessThan(1_800);
  expect(performance.now() - start).toBeGreaterThan(1_190);
});

test('throttles to bytes a second', async () => {
  const one = await client();
  proxy.throttle(10_000);
  const start = performance.now();
  one.socket.write('y'.repeat(3_000));
  await waitUntil('all of it', () => received.length === 3_000, { every: 5 });
  expect(performance.now() - start).toBeGreaterThan(280);
});

test('a blackhole one way holds that way only, and tells nobody; after it all arrives', async () => {
  const one = await client();
  proxy.blackhole('down');
  one.socket.write('asked');
  await waitUntil('the question', () => received === 'asked');
  await pause(60);
  expect(one).toMatchObject({ heard: '' });
  expect(one.ending).toBeUndefined();
  proxy.pass();
  await hears(one, 'echo:asked');

  proxy.blackhole('up');
  one.socket.write(' more');
  await pause(60);
  expect(received).toBe('asked');
  proxy.pass();
  await hears(one, 'echo: more');
});

test('a blackhole both ways catches new connections too', async () => {
  proxy.blackhole('both');
  const one = await client();
  one.socket.write('anybody?');
  await pause(60);
  expect([received, one.heard]).toEqual(['', '']);
  proxy.pass();
  await hears(one, 'echo:anybody?');
});

test('reset ends what is open with RST, and later connections pass', async () => {
  const one = await client();
  one.socket.write('here');
  await hears(one, 'here');
  proxy.reset();
  await isReset(one);
  const two = await client();
  two.socket.write('again');
  await hears(two, 'echo:again');
});

test('half-close: the target hears the end, its answer still comes', async () => {
  const one = await client();
  one.socket.write('here');
  await hears(one, 'here');
  proxy.halfClose();
  await hears(one, 'bye');
  expect(hasHeardEnd).toBe(true);
});

test('a side whose end is on its way can be reset too, and the process still comes to its own end', async () => {
  const script = `
    import { once } from 'node:events';
    import { connect, createServer } from 'node:net';
    import { startProxy } from './dist/tools/faults/tcp-proxy.js';
    const target = createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(target, 'listening');
    const proxy = await startProxy({ target: { host: '127.0.0.1', port: target.address().port } });
    const client = connect(proxy.port, '127.0.0.1').on('error', () => undefined);
    await once(target, 'connection');
    proxy.halfClose();
    proxy.reset();
    client.destroy();
    target.close();
    await proxy.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  try {
    await waitUntil('its end', () => child.exitCode !== null, { patience: 15_000 });
    expect(child.exitCode).toBe(0);
  } finally {
    child.kill('SIGKILL');
  }
});

test('cuts after N bytes of a direction, once', async () => {
  const one = await client();
  one.socket.write('these do not count');
  await hears(one, 'count');
  received = '';
  proxy.cutAfter(7, 'up');
  one.socket.write('abcd');
  await hears(one, 'abcd');
  one.socket.write('efghijkl');
  await isReset(one);
  await waitUntil('seven bytes', () => received.length >= 7);
  expect(received).toBe('abcdefg');
  const two = await client();
  two.socket.write('much longer than that');
  await hears(two, 'echo:much longer than that');
});

test('cuts at a pattern, also one that comes in pieces: the other side never has the whole of it', async () => {
  const one = await client();
  proxy.cutAt('\r\n.\r\n', 'up');
  one.socket.write('DATA\r\n');
  await hears(one, 'DATA\r\n');
  one.socket.write('body\r\n');
  await hears(one, 'body');
  one.socket.write('.\r\nQUIT');
  await isReset(one);
  expect(received).toBe('DATA\r\nbody\r\n');
});

test('cuts behind a pattern: the other side has it, its answer is lost', async () => {
  const one = await client();
  proxy.cutAt('\r\n.\r\n', 'up', 'behind');
  one.socket.write('body\r\n.\r\nQUIT');
  await isReset(one);
  await waitUntil('the message', () => received.length >= 9);
  expect(received).toBe('body\r\n.\r\n');
  expect(one.heard).toBe('');
});

test('cuts an answer by the words in it', async () => {
  const one = await client();
  proxy.cutAt('secret', 'down');
  one.socket.write('tell me the secret now');
  await isReset(one);
  expect(one.heard).not.toContain('secret');
});

test('a target that is away resets the client; the proxy lives on', async () => {
  const address = target.address() as AddressInfo;
  target.close();
  await once(target, 'close');
  const one = await client();
  await isReset(one);
  target.listen(address.port, '127.0.0.1');
  await once(target, 'listening');
  const two = await client();
  two.socket.write('back');
  await hears(two, 'echo:back');
});

test('unplugged it refuses, as a port where nobody listens; plugged in again it passes, and has counted who came', async () => {
  const one = await client();
  one.socket.write('here');
  await hears(one, 'here');
  await proxy.unplug();
  await isReset(one);
  await expect(client()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await proxy.plug();
  const two = await client();
  two.socket.write('back');
  await hears(two, 'echo:back');
  expect(proxy.accepted).toBe(2);
  await proxy.unplug(); // closed, then, it stays so
});
