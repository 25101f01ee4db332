import pg from 'pg';
import { type ApiUnderTest, internalToken, startApi } from '../../testing/api-under-test.js';
import { EventStream } from '../../testing/event-stream.js';
import { awaitingPassword, type CaseFixture, opening } from '../../testing/facts.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ ADDRESS_LIMITS: 'on' });
});
beforeEach(() => {
  api.journeys.journey = opening(api);
});
afterAll(() => api.close());

/** What was committed before has been told: PostgreSQL keeps the order. Twice, for the first may hear its own case's opening. */
async function allIsTold(): Promise<void> {
  const marker = await awaitingPassword(api);
  const stream = await follow(marker.publicId);
  for (let round = 0; round < 2; round++) {
    const before = stream.changes;
    await api.sql('update registration set reason = $2 where id = $1', marker.id, `mark ${round}`);
    await stream.until(({ changes }) => changes > before);
  }
  stream.leave();
}

const events = (publicId: string, query = '') =>
  `http://127.0.0.1:${api.port}/v1/registrations/${publicId}/events${query}`;
const follow = (publicId: string, query = '') => EventStream.open(events(publicId, query));
const refuse = ({ id }: CaseFixture) =>
  api.sql(`update registration set blocked_reason = 'mail-refused', blocked_since = now() where id = $1`, id);

test('R59: who follows a case is told when it changes, and only then', async () => {
  const [mine, another] = [await awaitingPassword(api), await awaitingPassword(api)];
  await allIsTold();
  const [stream, other] = [await follow(mine.publicId), await follow(another.publicId)];
  expect(stream).toMatchObject({ status: 200 });
  expect(stream.headers['content-type']).toBe('text/event-stream');
  expect(stream.headers['cache-control']).toContain('no-store');
  await refuse(mine);
  await stream.until(({ changes }) => changes === 1);
  await api.sql(`update registration set blocked_reason = null, blocked_since = null where id = $1`, mine.id);
  await stream.until(({ changes }) => changes === 2);
  await refuse(another);
  await other.until(({ changes }) => changes === 1);
  expect(stream.changes).toBe(2);
  for (const one of [stream, other]) one.leave();
});

test('R59: the end of a creation mail is told, its attempts are not', async () => {
  const { publicId, id } = await awaitingPassword(api);
  await allIsTold();
  const stream = await follow(publicId);
  const turn = (state: string) =>
    api.sql(`update mail_send set state = $2 where registration_id = $1 and kind = 'creation'`, id, state);
  for (const state of ['due', 'sending', 'due', 'sending']) await turn(state);
  await allIsTold();
  expect(stream.changes).toBe(0);
  await turn('accepted');
  await stream.until(({ changes }) => changes === 1);
  await turn('due');
  await turn('refused');
  await stream.until(({ changes }) => changes === 2);
  stream.leave();
});

test('what changed between the page and its stream is told first', async () => {
  const { publicId } = await awaitingPassword(api);
  const { body } = await api.http.get(`/v1/registrations/${publicId}`).expect(200);
  const fresh = await follow(publicId, `?seen=${encodeURIComponent(body.updatedAt)}`);
  const late = await follow(publicId, '?seen=2026-01-01T00:00:00.000Z');
  await late.until(({ changes }) => changes === 1);
  await fresh.until(({ text }) => text.includes(':'));
  expect(fresh.changes).toBe(0);
  for (const one of [fresh, late]) one.leave();
});

test('a case that is not there is 404, before any stream begins', async () => {
  for (const id of ['A'.repeat(22), 'x', '%00']) {
    const { body } = await api.http.get(`/v1/registrations/${id}/events`).expect(404);
    expect(body).toMatchObject({ status: 404 });
  }
});

test('R59: when the connection that listens is cut, another one listens, and everyone looks again', async () => {
  const fixture = await awaitingPassword(api);
  await allIsTold();
  const stream = await follow(fixture.publicId);
  await api.cutConnectionsOf('listen registration_changed');
  await stream.until(({ changes }) => changes === 1);
  await refuse(fixture);
  await stream.until(({ changes }) => changes === 2);
  stream.leave();
});

test('nothing personal is told by NOTIFY, and nothing of it stands in the log', async () => {
  const { publicId, id } = await awaitingPassword(api);
  const listener = new pg.Client(api.settings.databaseUrl);
  await listener.connect();
  const told: string[] = [];
  const said = new Promise<void>((heard) =>
    listener.on('notification', ({ payload = '' }) => {
      told.push(payload);
      if (payload === id) heard();
    }),
  );
  await listener.query('listen registration_changed');
  await api.sql(`update registration set email = 'nadia@exemple.fr' where id = $1`, id);
  await said;
  await listener.end();
  expect(told.filter((payload) => !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(payload))).toEqual([]);
  expect(api.lines.join('')).not.toMatch(/nadia|zoe/iu);
  expect(told).not.toContain(publicId);
});

test('streams are bounded, per case and per address, and given back when they end', async () => {
  const { publicId } = await awaitingPassword(api);
  const ask = (address: string) =>
    EventStream.open(events(publicId), { 'X-Internal-Token': internalToken, 'X-Forwarded-For': address });
  const open = await Promise.all(Array.from({ length: 20 }, (_, rank) => ask(`198.51.100.${rank}`)));
  expect(open.map(({ status }) => status)).toEqual(open.map(() => 200));
  const refused = await ask('198.51.100.99');
  expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '30' } });
  open[0]?.leave();
  let again = await ask('198.51.100.99');
  while (again.status === 429) again = await ask('198.51.100.99');
  expect(again.status).toBe(200);
  for (const one of [...open, again]) one.leave();

  const cases = await Promise.all(Array.from({ length: 6 }, () => awaitingPassword(api)));
  const statuses: number[] = [];
  const opened: EventStream[] = [];
  for (let rank = 0; rank < 101; rank++) {
    const stream = await EventStream.open(events(cases[rank % 6]?.publicId ?? ''), {
      'X-Internal-Token': internalToken,
      'X-Forwarded-For': '203.0.113.7',
    });
    statuses.push(stream.status);
    opened.push(stream);
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(100);
  expect(statuses.at(-1)).toBe(429);
  for (const one of opened) one.leave();
});

test('streams end when the process stops, and keep it from nothing', async () => {
  const stopping = await startApi();
  stopping.journeys.journey = opening(stopping);
  const { publicId } = await awaitingPassword(stopping);
  const stream = await EventStream.open(`http://127.0.0.1:${stopping.port}/v1/registrations/${publicId}/events`);
  await stream.until(({ text }) => text.includes(':'));
  const closed = stopping.close();
  await stream.until(({ ended }) => ended);
  await closed;
});

test('a stream outlives the longest wait of a request', async () => {
  const hasty = await startApi({}, 300);
  hasty.journeys.journey = opening(hasty);
  const { publicId, id } = await awaitingPassword(hasty);
  const stream = await EventStream.open(`http://127.0.0.1:${hasty.port}/v1/registrations/${publicId}/events`);
  const { promise: past, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, 400);
  await past;
  await hasty.sql(`update registration set blocked_reason = 'technical', blocked_since = now() where id = $1`, id);
  await stream.until(({ changes }) => changes === 1);
  stream.leave();
  await hasty.close();
});
