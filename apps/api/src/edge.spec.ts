import { type ApiUnderTest, internalToken, startApi } from '../testing/api-under-test.js';
import { anEstablishment, requestOf } from '../testing/facts.js';

describe('every request', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
    api.journeys.journey = () => Promise.reject(new Error('no answer in time'));
  });
  afterAll(() => api.close());

  test('keeps its caller’s correlation id, in answer, log, case, notice and audit', async () => {
    const id = 'caller-0123456789';
    const request = requestOf(await anEstablishment(api));
    const { body, headers } = await api.http
      .post('/v1/registrations')
      .set('X-Correlation-Id', id)
      .send(request)
      .expect(202);
    expect(headers['x-correlation-id']).toBe(id);
    const rows = await api.sql(
      `select r.correlation_id as one, n.correlation_id as two, a.correlation_id as three from registration r
       join notice n on n.subject = r.case_number join audit_event a on a.subject = r.case_number where r.case_number = $1`,
      body.caseNumber,
    );
    expect(rows).toEqual([{ one: id, two: id, three: id }]);
    expect(api.lines.filter((line) => line.includes(`"correlationId":"${id}"`)).length).toBeGreaterThanOrEqual(2);
  });

  test.each(['short', 'with space 0123', 'x'.repeat(65), 'a{b}c-0123456'])(
    'gets a new correlation id for %j',
    async (given) => {
      const { headers } = await api.http.get('/v1/nothing').set('X-Correlation-Id', given).expect(404);
      expect(headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/u);
    },
  );

  test('is known by the address that web proves it saw, and by no other word', async () => {
    const addressFor = async (headers: Record<string, string>) => {
      const { body } = await api.http
        .post('/v1/registrations')
        .set(headers)
        .send(requestOf(await anEstablishment(api)));
      const [line] = await api.sql<{ address: string }>(
        'select address from audit_event where subject = $1',
        body.caseNumber,
      );
      return line?.address;
    };
    const token = { 'X-Internal-Token': internalToken };
    expect(await addressFor({ ...token, 'X-Forwarded-For': '192.0.2.9' })).toBe('192.0.2.9');
    expect(await addressFor({ ...token, 'X-Forwarded-For': '::ffff:192.0.2.9' })).toBe('192.0.2.9');
    expect(await addressFor({ ...token, 'X-Forwarded-For': '[2001:DB8:0::9]:4711' })).toBe('2001:db8::9');
    // Added on the way from web to here.
    expect(await addressFor({ ...token, 'X-Forwarded-For': '192.0.2.9, 10.0.0.7' })).toBe('192.0.2.9');
    expect(await addressFor({ ...token, 'X-Forwarded-For': 'evil, 192.0.2.9' })).toBe('unknown');
    expect(await addressFor({ ...token, 'X-Forwarded-For': 'unknown' })).toBe('unknown');
    expect(await addressFor({ 'X-Internal-Token': 'x', 'X-Forwarded-For': '192.0.2.9' })).toBe('127.0.0.1');
    expect(await addressFor({ 'X-Forwarded-For': '192.0.2.9' })).toBe('127.0.0.1');
  });

  test('readiness names what is away, liveness holds', async () => {
    await api.http.get('/health/ready').expect(200, { database: 'up', temporal: 'up' });
    api.directory.keyTaken = false;
    await api.http.get('/health/ready').expect(200, { database: 'up', temporal: 'up', directory: 'key-refused' });
    api.directory.keyTaken = true;
    api.journeys.state = () => Promise.resolve({ temporal: 'away' });
    await api.http.get('/health/ready').expect(503, { database: 'up', temporal: 'away' });
    await api.http.get('/health/live').expect(200);
  });

  test('R55 readiness and the log name what Temporal lacks, and the command; the log once', async () => {
    const lacking = { missing: ['search attribute Stage'], command: 'npm run temporal:setup' };
    api.journeys.state = () => Promise.resolve({ temporal: 'incomplete', ...lacking });
    await api.http.get('/health/ready').expect(503, { database: 'up', temporal: 'incomplete', ...lacking });
    await api.http.get('/health/ready').expect(503);
    const said = api.lines.filter((line) => line.includes('Temporal lacks'));
    expect(said.map((line) => JSON.parse(line) as object)).toMatchObject([lacking]);
  });
});

describe('limits per client address', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ ADDRESS_LIMITS: 'on', ADDRESS_LIMITS_EXEMPT: '192.0.2.0/24,2001:db8::/32' });
  });
  afterAll(() => api.close());
  const inspect = (address: string) =>
    api.http
      .post('/v1/password-links/inspect')
      .set({ 'X-Internal-Token': internalToken, 'X-Forwarded-For': address })
      .send({ token: 'A'.repeat(43) });
  const refusals = async (count: number, address: (n: number) => string) =>
    (await Promise.all(Array.from({ length: count }, (_, n) => inspect(address(n))))).filter(
      ({ status }) => status === 429,
    );

  test('61 inspections in a minute: one too many; a shared proxy has ten times as much', async () => {
    expect(await refusals(61, () => '198.51.100.1')).toHaveLength(1);
    expect(await refusals(100, () => '192.0.2.1')).toHaveLength(0);
    expect(await refusals(61, (n) => `2001:db9::${n + 1}`)).toHaveLength(1);
  });

  test('R57: strangers whose address no proxy tells do not use up what others may ask for', async () => {
    expect(await refusals(130, (n) => (n % 2 === 0 ? 'unknown' : '_hidden'))).toHaveLength(0);
  });

  test('R57: one client is counted once, in whatever form a proxy writes its address', async () => {
    const forms = [
      '203.0.113.5',
      '203.0.113.5:4711',
      '::ffff:203.0.113.5',
      '::FFFF:CB00:7105',
      '[::ffff:203.0.113.5]:80',
    ];
    expect(await refusals(61, (n) => forms[n % forms.length] ?? '')).toHaveLength(1);
  });
});

describe('R47: without the database', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ ADDRESS_LIMITS: 'on' });
  });
  afterAll(() => api.close());

  test('every route that needs it says 503 with Retry-After, limits do not fail open, and all heals by itself', async () => {
    await api.cutDatabase();
    for (const [path, body] of [
      ['/v1/password-links/inspect', { token: 'A'.repeat(43) }],
      ['/v1/registrations', requestOf({ siret: '21690123100011', contractNumber: 'DEMO1000001' })],
    ] as const) {
      const answer = await api.http.post(path).send(body).expect(503);
      expect(answer.body.code).toBe('unavailable');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    }
    await api.http.get(`/v1/registrations/${'A'.repeat(22)}`).expect(503);
    await api.http.get('/health/ready').expect(503, { database: 'away', temporal: 'up' });
    await api.http.get('/health/live').expect(200);
    expect(api.lines.filter((line) => line.includes('"bug":true'))).toEqual([]);

    await api.mendDatabase();
    await api.http.get(`/v1/registrations/${'A'.repeat(22)}`).expect(404);
    await api.http.get('/health/ready').expect(200);
  });
});
