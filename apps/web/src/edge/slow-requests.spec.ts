import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { addresses } from '../ui/addresses.js';
import { Visitor, wordsOf } from '../testing/visitor.js';
import { startWeb } from '../testing/web-under-test.js';

/** Sends `first`, then one more byte each 20 ms until the server ends the connection; what it answered. */
async function trickle(port: number, first: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data: Buffer) => (answer += data.toString()));
  socket.on('error', () => {}); // a write after the end
  socket.write(first);
  const drip = setInterval(() => socket.writable && socket.write('a'), 20);
  await once(socket, 'close');
  clearInterval(drip);
  return answer;
}

test('an API that does not answer: the person has a page within the deadline', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const web = await startWeb({ API_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` }, 300);
  try {
    const form = { identifiant: 'EP-7K2M-QF9D', 'mot-de-passe': 'brouette lundi saxophone marée' };
    const { status, html } = await new Visitor(web.app).post(addresses.signIn, form);
    expect(status).toBe(503);
    expect(wordsOf(html)).toContain('indisponible');
    expect(web.logged.join('')).toContain('"lateFor":"answer"');
  } finally {
    await web.stop();
    silent.closeAllConnections();
    silent.close();
  }
});

test('a form that trickles in is answered within the deadline, and its connection closed', async () => {
  const web = await startWeb({}, 300);
  try {
    const { port } = (web.app.getHttpServer() as Server).address() as AddressInfo;
    const head = [
      `POST ${addresses.signIn} HTTP/1.1`,
      ...['Host: localhost', 'Sec-Fetch-Site: same-origin'],
      ...['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 30000'],
    ];
    const answer = await trickle(port, `${head.join('\r\n')}\r\n\r\nidentifiant=`);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /u);
    expect(answer).toMatch(/^connection: close\r$/imu);
    expect(web.api.asked).toEqual([]);
    expect(web.logged.join('')).toContain('"lateFor":"body"');
    expect(web.logged.join('')).not.toContain('"bug":true');
  } finally {
    await web.stop();
  }
});

test('a connection is held longer than the 60 s of a balancer, between requests and before the first', async () => {
  const web = await startWeb();
  try {
    const { headers } = await new Visitor(web.app).get(addresses.help);
    const { keepAliveTimeout, headersTimeout } = web.app.getHttpServer() as Server;
    expect(headers.connection === 'close' || headers['keep-alive'] === 'timeout=75').toBe(true);
    expect(Math.min(keepAliveTimeout, headersTimeout)).toBeGreaterThan(60_000);
  } finally {
    await web.stop();
  }
});
