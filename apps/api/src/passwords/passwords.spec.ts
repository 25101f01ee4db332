import pg from 'pg';
import { jest } from '@jest/globals';
import { anAccount } from '../../testing/accounts.js';
import { type ApiUnderTest, internalToken, startApi } from '../../testing/api-under-test.js';
import { anEstablishment, awaitingPassword, type CaseFixture, goodPassword } from '../../testing/facts.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const inspect = (token: string) => api.http.post('/v1/password-links/inspect').send({ token });
const create = (body: object, headers: Record<string, string> = {}) =>
  api.http.post('/v1/passwords').set(headers).send(body);
const accountOf = async ({ id }: CaseFixture) => {
  const [row] = await api.sql<{ status: string; hash: string | null; activated: boolean }>(
    'select status, password_hash as hash, activated_at is not null as activated from account where registration_id = $1',
    id,
  );
  return row;
};

test('a password by the link: account active, case completed, link used, welcome due, one audit line', async () => {
  const waiting = await awaitingPassword(api);
  const { body } = await create({ token: waiting.token, password: goodPassword }).expect(200);
  expect(body).toEqual({
    identifier: waiting.identifier,
    account: {
      ...{ lastName: 'Durand', firstName: 'Zoé', role: 'administrator', siret: waiting.siret },
      establishmentName: 'Mairie de Trifouillis',
    },
  });
  expect(await accountOf(waiting)).toMatchObject({ status: 'active', activated: true });
  const [registration] = await api.sql(
    'select status, ended_at is not null as ended from registration where id = $1',
    waiting.id,
  );
  expect(registration).toEqual({ status: 'completed', ended: true });
  expect(
    await api.sql(`select state from mail_send where registration_id = $1 and kind = 'welcome'`, waiting.id),
  ).toEqual([{ state: 'due' }]);
  const audit = await api.sql('select event from audit_event where subject = $1', waiting.caseNumber);
  expect(audit).toEqual([{ event: 'password.created' }]);
  expect(api.journeys.signals.at(-1)?.caseNumber).toBe(waiting.caseNumber);
  expect((await inspect(waiting.token).expect(200)).body.state).toBe('used');
});

describe('R13: the database’s clock alone judges', () => {
  const move = ({ linkId }: CaseFixture, seconds: number) =>
    api.sql(`update password_link set expires_at = now() + make_interval(secs => $2) where id = $1`, linkId, seconds);

  test('a link is good two seconds before its end and refused one second after, with this process’s clock hours off', async () => {
    const [late, early] = [await awaitingPassword(api), await awaitingPassword(api)];
    const now = Date.now;
    Date.now = () => now() + 5 * 3_600_000;
    try {
      await move(early, 2);
      await create({ token: early.token, password: goodPassword }).expect(200);
      await move(late, -1);
      Date.now = () => now() - 5 * 3_600_000;
      expect((await create({ token: late.token, password: goodPassword }).expect(410)).body.code).toBe('link-expired');
    } finally {
      Date.now = now;
    }
  });

  test('a password and a closing in the same instant: one of the two wins, both sides say the same', async () => {
    for (let round = 0; round < 8; round++) {
      const waiting = await awaitingPassword(api);
      const close = api.sql(
        `update registration set status = 'expired', ended_at = now() where id = $1 and status = 'awaiting-password' returning id`,
        waiting.id,
      );
      const [answer, closed] = await Promise.all([create({ token: waiting.token, password: goodPassword }), close]);
      const [registration] = await api.sql<{ status: string }>(
        'select status from registration where id = $1',
        waiting.id,
      );
      const won = answer.status === 200;
      expect([closed.length, registration?.status, (await accountOf(waiting))?.status]).toEqual(
        won ? [0, 'completed', 'active'] : [1, 'expired', 'pending'],
      );
    }
  });
});

test('R15: looked at ten times, the link still works, and only its first opening is noted', async () => {
  const waiting = await awaitingPassword(api);
  const opened = () =>
    api.sql(
      'select opened_at, used_at, superseded_at, live_at, expires_at from password_link where id = $1',
      waiting.linkId,
    );
  const first = await inspect(waiting.token).expect(200);
  expect(first.body).toMatchObject({ purpose: 'creation', state: 'valid', establishmentName: 'Mairie de Trifouillis' });
  const before = await opened();
  for (let look = 0; look < 9; look++) expect((await inspect(waiting.token).expect(200)).body).toEqual(first.body);
  expect(await opened()).toEqual(before);
  await create({ token: waiting.token, password: goodPassword }).expect(200);
});

describe('R16 and R38: a password that is refused, with each reason, costs the link nothing', () => {
  let waiting: CaseFixture;
  beforeAll(async () => {
    waiting = await awaitingPassword(api);
  });
  test.each([
    ['court', ['too-short', 'too-common']],
    ['password123456789', ['too-common']],
    ['motdepasse123456', ['too-common']],
    ['Zoé aime les grands moulins', ['contains-context']],
    ['les éclairs de parcours bleus', ['contains-context']],
    ['une\tnuit bleue et verte', ['characters']],
    ['', ['too-short', 'too-common']],
    ['MotDePasse2024!!', ['too-common']],
    ['les toits de Trifouillis', ['contains-context']],
    ['x'.repeat(257), ['too-long']],
    ['x'.repeat(10_000), ['too-long']],
  ])('%#', async (password, codes) => {
    const { body } = await create({ token: waiting.token, password }).expect(422);
    expect(body.code).toBe('password-refused');
    expect(body.errors.map(({ code }: { code: string }) => code)).toEqual(codes);
    for (const { path, message } of body.errors) expect([path, message.length > 10]).toEqual(['password', true]);
  });
  test('the refusal says which word', async () => {
    const said = async (password: string) => {
      const { body } = await create({ token: waiting.token, password }).expect(422);
      return String(body.errors[0].message).replaceAll('\u00a0', ' ');
    };
    expect(await said('zoé aime les moulins bleus')).toContain('« Zoé »');
  });
  test('establishment and SIRET are context too; other shapes are no password either; then the link works', async () => {
    const withSiret = await create({ token: waiting.token, password: `grands moulins ${waiting.siret}` }).expect(422);
    expect(withSiret.body.errors[0].code).toBe('contains-context');
    await create({ token: waiting.token }).expect(422);
    await create({ token: waiting.token, password: 42 }).expect(422);
    expect((await inspect(waiting.token)).body.state).toBe('valid');
    expect(await accountOf(waiting)).toMatchObject({ status: 'pending', hash: null });
    await create({ token: waiting.token, password: goodPassword }).expect(200);
  });
  test.each([
    'quatre-vingts hérons gris 🦩 volent',
    'l’été, trois   espaces et un point.',
    `${'ab cd ef gh ij kl mn op'.repeat(2)} qrs tuv wxyz 123`,
  ])('R38: 64 characters, spaces and Unicode are welcome (%#)', async (password) => {
    const { token } = await awaitingPassword(api);
    await create({ token, password }).expect(200);
  });
});

test('the link is judged before the password', async () => {
  const waiting = await awaitingPassword(api);
  await api.sql('update password_link set superseded_at = now() where id = $1', waiting.linkId);
  expect((await create({ token: waiting.token, password: 'court' }).expect(409)).body.code).toBe('link-superseded');
  expect((await create({ token: 'A'.repeat(43), password: 'court' }).expect(404)).body.code).toBe('link-unknown');
});

test('a link whose message has not left is unknown', async () => {
  const waiting = await awaitingPassword(api);
  await api.sql('update password_link set live_at = null where id = $1', waiting.linkId);
  await inspect(waiting.token).expect(404);
  await create({ token: waiting.token, password: goodPassword }).expect(404);
});

describe('R17: the typed code', () => {
  const from = (address: string) => ({ 'X-Internal-Token': internalToken, 'X-Forwarded-For': address });
  const wrong = (waiting: CaseFixture) => (waiting.code === 'ZZZZ-ZZZZ' ? 'YYYY-YYYY' : 'ZZZZ-ZZZZ');
  const guess = (waiting: CaseFixture, code: string, address: string) =>
    create({ identifier: waiting.identifier, code, password: goodPassword }, from(address));

  test('completes the flow, by identifier or by SIRET, as people type them', async () => {
    const [one, other] = [await awaitingPassword(api), await awaitingPassword(api)];
    await create({
      identifier: one.identifier.toLowerCase(),
      code: one.code.replace('-', ' ').toLowerCase(),
      password: goodPassword,
    }).expect(200);
    await create({ siret: other.siret.replace(/(...)/gu, '$1 '), code: other.code, password: goodPassword }).expect(
      200,
    );
  });

  test('5 wrong ones shut their address out, also with the right code; others still get in', async () => {
    const waiting = await awaitingPassword(api);
    for (let tries = 0; tries < 5; tries++) await guess(waiting, wrong(waiting), '203.0.113.1').expect(404);
    expect((await guess(waiting, waiting.code, '203.0.113.1').expect(404)).body.code).toBe('code-refused');
    await guess(waiting, waiting.code, '203.0.113.2').expect(200);
  });

  test('15 wrong ones in all, 40 guesses at once, kill the code and never the link', async () => {
    const waiting = await awaitingPassword(api);
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => guess(waiting, wrong(waiting), `203.0.113.${n % 8}`).expect(404)),
    );
    const counted = await api.sql(
      `select failures from code_attempt where link_id = $1 and address = ''`,
      waiting.linkId,
    );
    expect(counted).toEqual([{ failures: 40 }]);
    await guess(waiting, waiting.code, '203.0.113.99').expect(404);
    await create({ token: waiting.token, password: goodPassword }).expect(200);
  });

  test('a right code with a password that is refused is not counted', async () => {
    const waiting = await awaitingPassword(api);
    await create({ siret: waiting.siret, code: waiting.code, password: 'court' }).expect(422);
    const counted = await api.sql('select failures from code_attempt where link_id = $1', waiting.linkId);
    expect(counted).toEqual([{ failures: 0 }, { failures: 0 }]);
  });

  describe('the work behind a code that is refused does not tell whether there is an account or a link', () => {
    /** What PostgreSQL is asked, and how many counts it keeps more than before. */
    const workOf = async (who: object, code: string) => {
      const counts = () => api.sql<{ n: number }>('select count(*)::int as n from code_attempt');
      const [before] = await counts();
      const query = jest.spyOn(pg.Client.prototype, 'query');
      const address = from('203.0.113.77');
      const { status, text } = await create({ ...who, code, password: goodPassword }, address);
      const statements = query.mock.calls.map(([first]) => (first as { text?: string }).text ?? first);
      query.mockRestore();
      const [after] = await counts();
      return { status, text, statements, kept: (after?.n ?? 0) - (before?.n ?? 0) };
    };

    test('nor whether the code is wrong or dead, or its address shut out', async () => {
      const [waiting, dead, tired] = [
        await awaitingPassword(api),
        await awaitingPassword(api),
        await awaitingPassword(api),
      ];
      const { identifier } = await anAccount(api);
      await api.sql('update password_link set superseded_at = now() where id = $1', dead.linkId);
      for (let tries = 0; tries < 15; tries++) {
        await guess(tired, wrong(tired), `203.0.113.${tries % 3}`).expect(404);
      }
      const nobodys = { identifier: 'EP-0000-0000' };
      const expected = await workOf(nobodys, 'ZZZZ-ZZZZ');
      expect(expected).toMatchObject({ status: 404, kept: 2 });
      expect(expected.statements.length).toBe(1);
      const first = [
        await workOf({ siret: (await anEstablishment(api)).siret }, 'ZZZZ-ZZZZ'),
        await workOf({ identifier }, 'ZZZZ-ZZZZ'),
        await workOf({ siret: dead.siret }, dead.code),
        await workOf({ identifier: waiting.identifier }, wrong(waiting)),
        await workOf({ siret: waiting.siret }, wrong(waiting)),
        await workOf({ identifier: tired.identifier }, tired.code),
      ];
      const bySiret = first.filter((_, index) => [0, 2, 4].includes(index));
      const byIdentifier = first.filter((_, index) => [1, 3, 5].includes(index));
      // The same link by its other number, or one whose code is dead, counts where it counted before.
      for (const work of byIdentifier) expect({ ...work, kept: 2 }).toEqual(expected);
      expect(bySiret.map(({ statements }) => statements)).toEqual(Array(3).fill(bySiret[0]?.statements));
      expect(first.map(({ kept }) => kept)).toEqual([2, 2, 2, 2, 0, 1]);
      for (let tries = 0; tries < 6; tries++) {
        expect(await workOf(nobodys, 'ZZZZ-ZZZZ')).toEqual({ ...expected, kept: 0 });
      }
    });
  });

  test('unknown account, malformed code, wrong code, dead link: one answer', async () => {
    const [waiting, dead] = [await awaitingPassword(api), await awaitingPassword(api)];
    await api.sql('update password_link set superseded_at = now() where id = $1', dead.linkId);
    const bodies = await Promise.all([
      create({ identifier: 'EP-0000-0000', code: waiting.code, password: goodPassword }),
      create({ identifier: 'nobody', code: waiting.code, password: goodPassword }),
      create({ siret: waiting.siret, code: 'x', password: goodPassword }),
      create({ siret: waiting.siret, code: wrong(waiting), password: goodPassword }),
      create({ siret: dead.siret, code: dead.code, password: goodPassword }),
    ]);
    expect(new Set(bodies.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(bodies[0]?.body.code).toBe('code-refused');
  });

  test.each([
    [{ identifier: 'EP-0000-0000', siret: '99999999999999' }, 'identifier'],
    [{}, 'identifier'],
  ])('needs one of identifier and SIRET (%#)', async (who, path) => {
    const { body } = await create({ ...who, code: 'ABCD-EFGH', password: goodPassword }).expect(422);
    expect(body.errors[0].path).toBe(path);
  });
});

describe('R19: one link at once', () => {
  test.each([2, 64])('%i POSTs: one succeeds', async (count) => {
    const waiting = await awaitingPassword(api);
    const answers = await Promise.all(
      Array.from({ length: count }, (_, n) => create({ token: waiting.token, password: `${goodPassword} ${n}` })),
    );
    const [won, ...others] = answers.sort((one, other) => one.status - other.status);
    expect(won?.status).toBe(200);
    for (const { body } of others) expect(body.code).toBe('link-used');
    expect(await api.sql(`select id from audit_event where subject = $1`, waiting.caseNumber)).toHaveLength(1);
  });
});

test('R40: argon2id, 19 MiB, two passes, one lane, a salt of its own', async () => {
  const cases = [await awaitingPassword(api), await awaitingPassword(api)];
  for (const { token } of cases) await create({ token, password: goodPassword }).expect(200);
  const hashes = await Promise.all(cases.map(accountOf));
  for (const account of hashes) expect(account?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
  expect(new Set(hashes.map((account) => account?.hash)).size).toBe(2);
});

test('R12: neither token, code nor password stands in a log or in the database', async () => {
  const waiting = await awaitingPassword(api);
  await inspect(waiting.token);
  await create({ token: waiting.token, password: goodPassword }).expect(200);
  const { publicId, token, code, ownerKey } = waiting;
  await api.http.get(`/v1/registrations/${publicId}`);
  const log = api.lines.join('');
  expect(log).toContain('"path":"/v1/passwords"');
  for (const secret of [token, code, goodPassword, publicId, 'Durand', 'exemple.fr']) expect(log).not.toContain(secret);
  const [dump] = await api.sql<{ all: string }>(
    `select (select json_agg(l) from password_link l)::text || (select json_agg(a) from account a)::text
       || (select json_agg(e) from audit_event e)::text || (select json_agg(r) from registration r)::text as all`,
  );
  for (const secret of [token, code, goodPassword, ownerKey]) expect(dump?.all).not.toContain(secret);
});
