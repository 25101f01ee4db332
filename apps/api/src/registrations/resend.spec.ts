import { type ApiUnderTest, internalToken, startApi } from '../../testing/api-under-test.js';
import { awaitingPassword, type CaseFixture } from '../../testing/facts.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ ADDRESS_LIMITS: 'on', RESEND_INTERVAL: '60 seconds', RESENDS_PER_DAY: '3' });
});
afterAll(() => api.close());

let client = 0;
/** Another address at each call, so that only the case's own limits are at work. */
const fromElsewhere = () => ({ 'X-Internal-Token': internalToken, 'X-Forwarded-For': `198.51.100.${++client}` });
const resend = ({ publicId }: Pick<CaseFixture, 'publicId'>, headers: Record<string, string> = fromElsewhere()) =>
  api.http.post(`/v1/registrations/${publicId}/resend`).set(headers);
const mailsOf = ({ id }: CaseFixture) =>
  api.sql<{ number: number; state: string }>(
    `select number, state from mail_send where registration_id = $1 and kind = 'creation' order by number`,
    id,
  );
/** As if everything had been asked for that much earlier. */
const letPass = ({ id }: CaseFixture, time: string) =>
  api.sql('update mail_send set due_at = due_at - $2::interval where registration_id = $1', id, time);

test('R14: the first resend is due at once, in place of what has not left, and signals the journey', async () => {
  const waiting = await awaitingPassword(api);
  await api.sql(
    `update mail_send set state = 'due', dotted_at = null, accepted_at = null where registration_id = $1`,
    waiting.id,
  );
  const { body } = await resend(waiting).expect(202);
  expect(body.sentTo).toBe('z•••@exemple.fr');
  expect(new Date(body.canResendAt).getTime() - Date.now()).toBeGreaterThan(50_000);
  expect(await mailsOf(waiting)).toEqual([
    { number: 0, state: 'dropped' },
    { number: 1, state: 'due' },
  ]);
  expect(api.journeys.signals.at(-1)?.caseNumber).toBe(waiting.caseNumber);
  const followed = await api.http.get(`/v1/registrations/${waiting.publicId}`).expect(200);
  expect(followed.body.canResendAt).toBe(body.canResendAt);
});

test('R14: a message that is perhaps delivered is not dropped', async () => {
  const waiting = await awaitingPassword(api);
  await api.sql(`update mail_send set state = 'sending', accepted_at = null where registration_id = $1`, waiting.id);
  await resend(waiting).expect(202);
  expect((await mailsOf(waiting))[0]).toEqual({ number: 0, state: 'sending' });
});

test('R23: at most one per interval and so many a day; past a limit nothing changes (R14)', async () => {
  const waiting = await awaitingPassword(api);
  const everything = () =>
    api.sql(
      `select (select count(*) from mail_send where registration_id = r.id) as mails, r.revision, l.superseded_at,
         (select count(*) from notice where subject = r.case_number) as notices
       from registration r join password_link l on l.registration_id = r.id where r.id = $1`,
      waiting.id,
    );
  await resend(waiting).expect(202);
  const before = await everything();
  const refused = await resend(waiting).expect(429);
  expect(refused.body.code).toBe('resend-too-soon');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50);
  expect(await everything()).toEqual(before);

  for (const _ of [2, 3]) {
    await letPass(waiting, '61 seconds');
    await resend(waiting).expect(202);
  }
  await letPass(waiting, '2 hours');
  const tomorrow = await resend(waiting).expect(429);
  expect(Number(tomorrow.headers['retry-after'])).toBeGreaterThan(20 * 3_600);
  await letPass(waiting, '22 hours');
  await resend(waiting).expect(202);
});

test('R23: 16 at once are one mail', async () => {
  const waiting = await awaitingPassword(api);
  const answers = await Promise.all(Array.from({ length: 16 }, () => resend(waiting)));
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
  expect(await mailsOf(waiting)).toHaveLength(2);
});

test('R23: 20 an hour per client address, whatever the case; an address that is not proven is not believed', async () => {
  const from = { 'X-Internal-Token': internalToken, 'X-Forwarded-For': '203.0.113.7' };
  const unknown = { publicId: 'A'.repeat(22) };
  for (let sent = 0; sent < 20; sent++) await resend(unknown, from).expect(404);
  const { body, headers } = await resend(await awaitingPassword(api), from).expect(429);
  expect(body.code).toBe('too-many-requests');
  expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
  const forged = { 'X-Internal-Token': 'guess', 'X-Forwarded-For': '203.0.113.7' };
  await resend(unknown, forged).expect(404);
});

test('the same Idempotency-Key gives the same answer and one mail', async () => {
  const waiting = await awaitingPassword(api);
  const key = { 'Idempotency-Key': 'resend-1' };
  const first = await resend(waiting, { ...fromElsewhere(), ...key }).expect(202);
  const again = await resend(waiting, { ...fromElsewhere(), ...key }).expect(202);
  expect(again.body).toEqual(first.body);
  expect(await mailsOf(waiting)).toHaveLength(2);
  const other = await resend(await awaitingPassword(api), { ...fromElsewhere(), ...key }).expect(422);
  expect(other.body.code).toBe('idempotency-key-reused');
});

test('a blocked case and one that waits for no password have nothing to resend', async () => {
  const blocked = await awaitingPassword(api);
  await api.sql(
    `update registration set blocked_reason = 'technical', blocked_since = now() where id = $1`,
    blocked.id,
  );
  expect((await resend(blocked).expect(409)).body.code).toBe('registration-blocked');
  const expired = await awaitingPassword(api);
  await api.sql(`update registration set status = 'expired', ended_at = now() where id = $1`, expired.id);
  expect((await resend(expired).expect(409)).body.code).toBe('nothing-to-resend');
});

describe('the browser that registered corrects the address', () => {
  const correct = ({ publicId, ownerKey }: Pick<CaseFixture, 'publicId' | 'ownerKey'>, email: string) =>
    api.http.post(`/v1/registrations/${publicId}/email`).set(fromElsewhere()).send({ ownerKey, email });
  const inspect = (token: string) => api.http.post('/v1/password-links/inspect').set(fromElsewhere()).send({ token });

  test('R24: every link of the old address dies, both addresses are written to, the case is unblocked', async () => {
    const waiting = await awaitingPassword(api);
    await api.sql(
      `update registration set blocked_reason = 'mail-refused', blocked_since = now() where id = $1`,
      waiting.id,
    );
    const { body } = await correct(waiting, 'zoe@juste.fr').expect(202);
    expect(body).toEqual({ sentTo: 'z•••@juste.fr' });
    expect((await inspect(waiting.token).expect(200)).body.state).toBe('superseded');
    const mails = await api.sql(
      `select kind, number, recipient, state from mail_send where registration_id = $1 and number > 0 order by kind`,
      waiting.id,
    );
    expect(mails).toEqual([
      { kind: 'address-changed', number: 1, recipient: 'zoe.durand@exemple.fr', state: 'due' },
      { kind: 'creation', number: 1, recipient: null, state: 'due' },
    ]);
    const facts = await api.sql(
      'select r.email, a.email as account, r.blocked_reason from registration r join account a on a.registration_id = r.id where r.id = $1',
      waiting.id,
    );
    expect(facts).toEqual([{ email: 'zoe@juste.fr', account: 'zoe@juste.fr', blocked_reason: null }]);
    const lines = await api.sql<{ line: string }>(
      `select a::text as line from audit_event a where subject = $1`,
      waiting.caseNumber,
    );
    expect(lines.map(({ line }) => line).join()).toContain('email.corrected');
    expect(lines.map(({ line }) => line).join()).not.toContain('@');
  });

  test('with another key: 403 and nothing changes', async () => {
    const waiting = await awaitingPassword(api);
    const { body } = await correct({ ...waiting, ownerKey: 'x'.repeat(43) }, 'zoe@juste.fr').expect(403);
    expect(body.code).toBe('owner-key-refused');
    expect((await inspect(waiting.token)).body.state).toBe('valid');
  });

  test('counts in the day, not in the interval; the same address works too', async () => {
    const waiting = await awaitingPassword(api);
    await correct(waiting, 'zoe@juste.fr').expect(202);
    await correct(waiting, 'zoe.d@juste.fr').expect(202);
    await resend(waiting).expect(202);
    expect((await correct(waiting, 'zoe@juste.fr').expect(429)).body.code).toBe('too-many-requests');
    const other = await awaitingPassword(api);
    await correct(other, 'zoe.durand@exemple.fr').expect(202);
  });
});
