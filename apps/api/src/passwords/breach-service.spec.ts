import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiUnderTest, startApi } from '../../testing/api-under-test.js';
import { awaitingPassword, goodPassword } from '../../testing/facts.js';

let server: Server;
let answer: RequestListener;
const asked: string[] = [];
let api: ApiUnderTest;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(String(request.url));
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  api = await startApi({ BREACH_SERVICE_URL: `http://127.0.0.1:${port}/range` });
});
afterAll(async () => {
  await api.close();
  server.closeAllConnections();
  server.close();
});

const hash = createHash('sha1').update(goodPassword).digest('hex').toUpperCase();
const tries = async () => {
  const { token } = await awaitingPassword(api);
  return api.http.post('/v1/passwords').send({ token, password: goodPassword });
};

test('R38: a leaked password is refused; the service learns five characters of its hash', async () => {
  answer = (_request, response) => void response.end(`${'0'.repeat(35)}:4\r\n${hash.slice(5)}:12\r\n`);
  const { status, body } = await tries();
  expect([status, body.code, body.errors[0].code]).toEqual([422, 'password-refused', 'breached']);
  expect(asked.at(-1)).toBe(`/range/${hash.slice(0, 5)}`);
});

test('a count of 0 is padding', async () => {
  answer = (_request, response) => void response.end(`${hash.slice(5)}:0`);
  expect((await tries()).status).toBe(200);
});

test.each<[string, RequestListener]>([
  ['says 500', (_request, response) => void response.writeHead(500).end()],
  ['redirects', (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ['hangs', () => undefined],
])('R39: the service %s: the bundled lists still apply, in time', async (_title, behaviour) => {
  answer = behaviour;
  const { token } = await awaitingPassword(api);
  const common = await api.http.post('/v1/passwords').send({ token, password: 'motdepasse123456' });
  expect(common.body.errors[0].code).toBe('too-common');
  expect((await tries()).status).toBe(200);
});
