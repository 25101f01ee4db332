import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import pg from 'pg';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { anAccount } from '../testing/accounts.js';
import { type ApiUnderTest, startApi } from '../testing/api-under-test.js';
import { awaitingPassword, goodPassword } from '../testing/facts.js';
import { sessionCookieOf } from '../testing/session-cookie.js';
import { trickle } from '../testing/raw-request.js';

const answerWithinMs = 1_000;

describe('a request that takes longer than its deadline', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({}, answerWithinMs);
  });
  afterAll(() => api.close());
  const gaveUp = (lateFor: string) =>
    api.lines.filter((line) => line.includes('given up') && line.includes(`"lateFor":"${lateFor}"`)).length;
  const blocked = async (table: string) => {
    const [row] = await api.sql<{ count: number }>(
      'select count(*)::int from pg_locks where not granted and relation = $1::regclass',
      table,
    );
    return row?.count ?? 0;
  };
  const whileHeld = async (table: string, work: () => Promise<void>) => {
    const holder = new pg.Client(api.settings.databaseUrl);
    await holder.connect();
    try {
      await holder.query(`begin; lock table ${table} in access exclusive mode`);
      await work();
      // It was the deadline that answered: the statement still waits.
      expect(await blocked(table)).toBeGreaterThan(0);
    } finally {
      await holder.end();
    }
    await waitUntil('the end of what was blocked', async () => (await blocked(table)) === 0);
  };

  test.each(['login_guard', 'account'])('R47: signing in is answered 503 while %s is out of reach', async (table) => {
    const before = gaveUp('answer');
    const { identifier } = await anAccount(api);
    await whileHeld(table, async () => {
      const { body, headers } = await api.http
        .post('/v1/sessions')
        .send({ identifier, password: goodPassword })
        .expect(503);
      expect(body.code).toBe('unavailable');
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(headers['cache-control']).toBe('no-store');
    });
    expect(gaveUp('answer')).toBe(before + 1);
    expect(api.lines.filter((line) => line.includes('"bug":true'))).toEqual([]);
  });

  test('R47: reading the session counts too: 503 while it is out of reach', async () => {
    const { identifier } = await anAccount(api);
    const before = gaveUp('answer');
    // Signed in without a deadline's help: the answer may take longer than one second on a busy machine.
    let cookie = '';
    await waitUntil('a sign-in', async () => {
      cookie = sessionCookieOf(await api.http.post('/v1/sessions').send({ identifier, password: goodPassword }));
      return cookie !== '' && cookie !== 'undefined';
    });
    await whileHeld('session', async () => {
      const { body } = await api.http.get('/v1/sessions/current').set('Cookie', cookie).expect(503);
      expect(body.code).toBe('unavailable');
    });
    expect(gaveUp('answer')).toBeGreaterThan(before);
    await api.http.get('/v1/sessions/current').set('Cookie', cookie).expect(200);
  });

  test.each(['Content-Length: 1000000', 'Transfer-Encoding: chunked'])(
    'a body that trickles in (%s) is answered, and its connection closed',
    async (framing) => {
      const before = gaveUp('body');
      const first = framing.startsWith('T') ? '1\r\n{\r\nff\r\n' : '{';
      const head = ['POST /v1/registrations HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', framing];
      const answer = await trickle(api.port, `${head.join('\r\n')}\r\n\r\n${first}`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
      expect(answer).toMatch(/^connection: close\r$/imu);
      expect(answer).toContain('"code":"request-malformed"');
      expect(gaveUp('body')).toBe(before + 1);
    },
  );
});

describe('a connection and its requests', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  test('is held longer than the 60 s of a balancer, between requests and before the first', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const connections: Socket[] = [];
    api.server.on('connection', (socket: Socket) => connections.push(socket));
    const get = async () => {
      const asked = request({ port: api.port, host: '127.0.0.1', path: '/health/live', agent }).end();
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      await once(answer, 'close');
      return { asked, seconds: Number(/timeout=(\d+)/u.exec(String(answer.headers['keep-alive']))?.[1]) };
    };
    try {
      expect((await get()).seconds).toBeGreaterThan(60);
      // What Node ends an idle connection by: a client that waits less finds it open.
      expect(connections[0]?.timeout).toBeGreaterThan(60_000);
      expect((await get()).asked.reusedSocket).toBe(true);
      expect(connections).toHaveLength(1);
      expect(api.server.headersTimeout).toBeGreaterThan(60_000);
    } finally {
      agent.destroy();
    }
  });

  const send = async (method: string, path: string, headers: Record<string, string>, body?: string) => {
    const asked = request({ port: api.port, host: '127.0.0.1', agent: false, method, path, headers });
    asked.end(body);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    return answer.statusCode;
  };
  const chunked = { 'Transfer-Encoding': 'chunked' };

  test.each([
    ['chunked, and empty', chunked, undefined],
    ['chunked, empty, and said to be text', { ...chunked, 'Content-Type': 'text/plain' }, undefined],
    ['chunked, empty, and said to be JSON', { ...chunked, 'Content-Type': 'application/json' }, undefined],
    ['of no bytes', { 'Content-Length': '0' }, undefined],
    [
      'of no bytes, and said to be text',
      { 'Content-Length': '0', 'Content-Type': 'text/plain;charset=latin1' },
      undefined,
    ],
    ['absent, with a type', { 'Content-Type': 'text/plain' }, undefined],
    ['JSON', { ...chunked, 'Content-Type': 'application/json' }, '{}'],
  ] as [string, Record<string, string>, string | undefined][])(
    'a body is judged by what it holds: %s, it passes where none is needed',
    async (_title, headers, body) => {
      expect(await send('DELETE', '/v1/sessions/current', headers, body)).toBe(204);
      const { publicId } = await awaitingPassword(api);
      expect(await send('POST', `/v1/registrations/${publicId}/resend`, headers, body)).toBe(202);
    },
  );

  test.each([
    ['text', { ...chunked, 'Content-Type': 'text/plain' }],
    ['of no type', chunked],
    ['a form', { 'Content-Length': '2', 'Content-Type': 'application/x-www-form-urlencoded' }],
  ] as [string, Record<string, string>][])(
    'a body is judged by what it holds: %s that holds something is refused',
    async (_title, headers) => {
      expect(await send('DELETE', '/v1/sessions/current', headers, '{}')).toBe(415);
    },
  );
});
