import { type ApiUnderTest, publicUrl, startApi } from '../../testing/api-under-test.js';
import { anEstablishment, awaitingPassword, opening, requestOf } from '../../testing/facts.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(() => {
  api.journeys.journey = opening(api);
  api.journeys.started.length = 0;
});

const register = (body: object, headers: Record<string, string> = {}) =>
  api.http.post('/v1/registrations').set(headers).send(body);

test('R01: a valid contract gets 201, one case, one notice, one audit line', async () => {
  const establishment = await anEstablishment(api);
  const { body } = await register(requestOf(establishment)).expect(201);
  expect(body).toMatchObject({ status: 'awaiting-password', sentTo: 'z•••@exemple.fr' });
  expect(body.caseNumber).toMatch(/^PRC-.{4}-.{4}$/u);
  expect(body.identifier).toMatch(/^EP-.{4}-.{4}$/u);
  expect(body.id).toMatch(/^[A-Za-z0-9_-]{22}$/u);
  expect(new Date(body.deadline).getTime()).toBeGreaterThan(Date.now());
  expect(await api.sql('select id from notice where subject = $1', body.caseNumber)).toHaveLength(1);
  const lines = await api.sql('select event, detail::text from audit_event where subject = $1', body.caseNumber);
  expect(lines).toEqual([
    { event: 'registration.received', detail: JSON.stringify({ siret: establishment.siret }).replace(':', ': ') },
  ]);
  expect(api.journeys.delivered.map(({ caseNumber }) => caseNumber)).toContain(body.caseNumber);
});

describe('R01: the same Idempotency-Key', () => {
  test('with the same body gives the same answer, owner key included, and starts nothing', async () => {
    const request = requestOf(await anEstablishment(api));
    const first = await register(request, { 'Idempotency-Key': 'key-1' }).expect(201);
    const again = await register(request, { 'Idempotency-Key': 'key-1' }).expect(201);
    expect(again.text).toBe(first.text); // to the letter
    expect(api.journeys.started).toHaveLength(1);
    const [row] = await api.sql<{ answer: object }>(`select answer from idempotency_key where key = 'key-1'`);
    expect(Object.keys(row?.answer ?? {})).not.toContain('ownerKey');
  });

  test('with another body is refused', async () => {
    const request = requestOf(await anEstablishment(api));
    await register(request, { 'Idempotency-Key': 'key-2' }).expect(201);
    const { body } = await register(requestOf(await anEstablishment(api)), { 'Idempotency-Key': 'key-2' }).expect(422);
    expect(body.code).toBe('idempotency-key-reused');
  });

  test('32 times at once is one registration and one answer', async () => {
    const request = requestOf(await anEstablishment(api));
    const opened = new Map<string, Promise<unknown>>();
    api.journeys.journey = async (registration) => {
      if (!opened.has(registration.id)) opened.set(registration.id, opening(api)(registration));
      await opened.get(registration.id);
      return { status: 'awaiting-password' };
    };
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => register(request, { 'Idempotency-Key': 'key-3' })),
    );
    expect(
      new Set(answers.map(({ status, body }) => `${status} ${body.id} ${body.ownerKey} ${body.identifier}`)).size,
    ).toBe(1);
    expect(answers[0]?.status).toBe(201);
  });

  test('after a 202 shows the case as it is now', async () => {
    const request = requestOf(await anEstablishment(api));
    api.journeys.journey = () => Promise.reject(new Error('no answer in time'));
    const waiting = await register(request, { 'Idempotency-Key': 'key-4' }).expect(202);
    expect(waiting.body).toMatchObject({ status: 'checking', identifier: null, deadline: null });
    api.journeys.journey = opening(api);
    const { body } = await register(request, { 'Idempotency-Key': 'key-4' }).expect(201);
    expect(body).toMatchObject({ id: waiting.body.id, ownerKey: waiting.body.ownerKey, status: 'awaiting-password' });
  });

  test('gives a refusal again, also after its cause is gone; after 24 h the key is free', async () => {
    const establishment = await anEstablishment(api);
    await api.sql('delete from contract where siret = $1', establishment.siret);
    const refused = await register(requestOf(establishment), { 'Idempotency-Key': 'key-5' }).expect(422);
    expect(refused.body.code).toBe('contract-unknown');
    await api.sql(
      `insert into contract (siret, fund, number) values ($1, 'RAFP', $2)`,
      establishment.siret,
      establishment.contractNumber,
    );
    const again = await register(requestOf(establishment), { 'Idempotency-Key': 'key-5' }).expect(422);
    expect(again.body).toEqual(refused.body);
    await api.sql(`update idempotency_key set created_at = now() - interval '25 hours' where key = 'key-5'`);
    await register(requestOf(establishment), { 'Idempotency-Key': 'key-5' }).expect(201);
  });

  test.each([['two words'], ['accent-\xe9'], ['x'.repeat(129)]])('of a wrong form is 422 (%#)', async (key) => {
    const { body } = await register(requestOf(await anEstablishment(api)), { 'Idempotency-Key': key }).expect(422);
    expect(body.errors[0]).toMatchObject({ path: 'Idempotency-Key', code: 'idempotency-key' });
  });
});

test('R02: 64 clients at once for one SIRET: one wins, 63 learn that it is in progress, one row', async () => {
  const establishment = await anEstablishment(api);
  const answers = await Promise.all(Array.from({ length: 64 }, () => register(requestOf(establishment))));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, ...Array<number>(63).fill(409)]);
  const lost = answers.filter(({ status }) => status === 409);
  for (const { body } of lost)
    expect(body).toMatchObject({ code: 'registration-in-progress', registration: { sentTo: 'z•••@exemple.fr' } });
  expect(await api.sql('select id from registration where siret = $1', establishment.siret)).toHaveLength(1);
  expect(api.journeys.started).toHaveLength(1);
});

test('a journey that does not answer leaves 202 and a notice for the relay', async () => {
  api.journeys.journey = () => Promise.reject(new Error('no answer in time'));
  const { body } = await register(requestOf(await anEstablishment(api))).expect(202);
  expect(
    await api.sql('select id from notice where subject = $1 and delivered_at is null', body.caseNumber),
  ).toHaveLength(1);
});

test.each([['establishment-unknown'], ['establishment-closed'], ['establishment-not-eligible']])(
  'F2: the journey refuses: 422 %s',
  async (reason) => {
    api.journeys.journey = async ({ id }) => {
      await api.sql(
        `update registration set status = 'refused', reason = $2, ended_at = now() where id = $1`,
        id,
        reason,
      );
      return { status: 'refused', reason };
    };
    const { body } = await register(requestOf(await anEstablishment(api))).expect(422);
    expect(body).toMatchObject({ code: reason, status: 422, type: `urn:parcours:${reason}` });
  },
);

test('F4: a registered establishment names its administrators, masked, to who knows its contract number only', async () => {
  const { siret, contractNumber, id } = await awaitingPassword(api);
  await api.sql(
    `update account set status = 'active', password_hash = 'x', activated_at = now(), expires_at = now() + interval '18 months'
     where registration_id = $1`,
    id,
  );
  await api.sql(`update registration set status = 'completed', ended_at = now() where id = $1`, id);
  const { body } = await register(requestOf({ siret, contractNumber })).expect(409);
  expect(body).toMatchObject({
    code: 'establishment-registered',
    administrators: [{ name: 'Zoé Durand', email: 'z•••@exemple.fr', canSignIn: true }],
  });
  const stranger = await register(requestOf({ siret, contractNumber: 'DEMO0000' })).expect(422);
  expect(stranger.body.code).toBe('contract-unknown');
  expect(stranger.text).not.toContain('exemple.fr');
});

describe('R10: an e-mail address', () => {
  const stored = async (email: string) => {
    const establishment = await anEstablishment(api);
    const request = { ...requestOf(establishment), applicant: { lastName: 'D', firstName: 'Z', email } };
    const { status, body } = await register(request);
    const [row] = await api.sql<{ email: string }>(
      'select email from registration where siret = $1',
      establishment.siret,
    );
    return { status, path: body.errors?.[0]?.path as string | undefined, email: row?.email };
  };
  test('with full-width look-alikes is normalised, then stored once', async () => {
    expect(await stored('ｍａｒｉｅ@exemple.fr')).toMatchObject({ status: 201, email: 'marie@exemple.fr' });
  });
  test.each(['a@b.fr\0', 'a@b.fr\r\nBcc: x@y.fr', `${'a'.repeat(10_000)}@b.fr`, 'a\ud800@b.fr', 'a@b', 'a b@c.fr'])(
    'of a wrong form is refused and nothing is written (%#)',
    async (email) => {
      expect(await stored(email)).toEqual({ status: 422, path: 'applicant.email', email: undefined });
    },
  );
});

describe('what people type and paste', () => {
  const applicantOf = async (change: object) => {
    const establishment = await anEstablishment(api);
    const request = requestOf(establishment);
    const { status, body } = await register({ ...request, applicant: { ...request.applicant, ...change } });
    const [row] = await api.sql(
      'select last_name, first_name, email, phone from registration where siret = $1',
      establishment.siret,
    );
    const errors = body.errors as { path: string; code: string; message: string }[] | undefined;
    return { status, row, errors: errors?.map(({ path, code }) => `${path} ${code}`), message: errors?.[0]?.message };
  };

  test('is freed of what is not seen, in each field', async () => {
    const pasted = {
      ...{ lastName: '\u200bDu\u00adpont\u2011Martin\u00a0', firstName: '\ufeffMarie\u2003Anne' },
      ...{ email: '\u202ama\u00adrie\u202f@exemple\u2011a.fr\u202c', phone: '01\u00a023\u202f45\u200b 67\u201189' },
    };
    expect(await applicantOf(pasted)).toMatchObject({
      status: 201,
      row: {
        last_name: 'Dupont-Martin',
        first_name: 'Marie Anne',
        email: 'marie@exemple-a.fr',
        phone: '01 23 45 67-89',
      },
    });
  });

  test.each([
    ['\u202eDupont', 'characters'],
    ['Dupont\u2067', 'characters'],
    ['exemple.fr', 'name-link'],
    ['Gagnez sur exem\u200bple.fr', 'name-link'],
    ['https://exemple', 'name-link'],
    ['marie@exemple', 'name-link'],
    ['-', 'name-letter'],
    ['3', 'name-letter'],
    ['\u200b', 'missing'],
  ])('a name that would deceive others, or never be found again, is refused in words: %j', async (name, code) => {
    const refused = await applicantOf({ firstName: name });
    expect(refused).toMatchObject({ status: 422, row: undefined, errors: [`applicant.firstName ${code}`] });
    expect(refused.message).toMatch(/\.$/u);
  });

  test.each([
    ['O', 'O'],
    ['Suharto', 'Suharto'],
    ['J.Dupont', 'J.Dupont'],
    ['D’ARC', 'D’ARC'],
  ])('people of one letter or one name stay in, stored as typed: %s', async (name, last_name) => {
    expect(await applicantOf({ lastName: name, firstName: name })).toMatchObject({ status: 201, row: { last_name } });
  });

  test.each([
    'achats&marches@exemple.fr',
    'Contact@Mairie-Évry.fr',
    'contact@xn--e1afmkfd.xn--p1ai',
    `${'a'.repeat(64)}@exemple.fr`,
  ])('an address that mail accepts is accepted, and kept as typed: %s', async (email) => {
    expect(await applicantOf({ email })).toMatchObject({ status: 201, row: { email } });
  });

  test.each([
    [`${'a'.repeat(65)}@exemple.fr`, 'email'],
    ['marie@exemple.xn--a', 'email'],
    ['élise@exemple.fr', 'email-local'],
  ])('one that mail refuses is refused, in words: %s', async (email, code) => {
    expect(await applicantOf({ email })).toMatchObject({ status: 422, errors: [`applicant.email ${code}`] });
  });

  test('names all in capitals or small letters are shown tidied to those who look for an administrator', async () => {
    const establishment = await anEstablishment(api);
    const applicant = { lastName: 'DUPONT-MARTIN', firstName: 'marie', email: 'marie@exemple.fr' };
    await register({ ...requestOf(establishment), applicant }).expect(201);
    await api.sql(
      `update account set status = 'active', password_hash = 'x', expires_at = now() + interval '1 year' where siret = $1`,
      establishment.siret,
    );
    await api.sql(`update registration set status = 'completed' where siret = $1`, establishment.siret);
    const { body } = await api.http.post('/v1/establishments/check').send(establishment).expect(200);
    expect(body.administrators).toMatchObject([{ name: 'Marie Dupont-Martin' }]);
  });
});

test('R21: a forged Host changes nothing of what is stored or answered', async () => {
  const forged = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' };
  const answer = await register(requestOf(await anEstablishment(api)), forged).expect(201);
  expect(answer.text + JSON.stringify(answer.headers)).not.toContain('evil');
});

describe('R42: a POST', () => {
  test.each([
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: publicUrl }, 403],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'https://evil.example' }, 201],
    [{ Origin: publicUrl }, 201],
    [{ Referer: 'https://evil.example/' }, 403],
    [{ Referer: `${publicUrl}.evil.example/` }, 403],
    [{ Referer: `${publicUrl}/inscrire-un-etablissement` }, 201],
    [{}, 201],
  ])('with %j is answered %d', async (headers, status) => {
    const { body } = await register(requestOf(await anEstablishment(api)), headers as Record<string, string>).expect(
      status,
    );
    if (status === 403) expect(body.code).toBe('cross-site-refused');
  });
});

describe('GET of a case', () => {
  const follow = (id: string) => api.http.get(`/v1/registrations/${id}`);
  test('shows it with everything of the person masked, and is kept by no cache', async () => {
    const { publicId, caseNumber, siret } = await awaitingPassword(api);
    const answer = await follow(publicId).expect(200).expect('Cache-Control', 'no-store');
    expect(answer.body).toMatchObject({
      ...{
        id: publicId,
        caseNumber,
        status: 'awaiting-password',
        delayed: false,
        sentTo: 'z•••@exemple.fr',
        nextStep: 'open-mail',
      },
      establishment: {
        siret,
        name: 'Mairie de Trifouillis',
        legalCategory: { code: '7210', label: expect.any(String) },
      },
    });
    expect(answer.text).not.toMatch(/Durand|zoe/iu);
  });
  test('derives `blocked`, and tells a delay after a minute', async () => {
    const { publicId, id } = await awaitingPassword(api);
    await api.sql(`update registration set blocked_reason = 'mail-refused', blocked_since = now() where id = $1`, id);
    await api.sql(
      `update mail_send set state = 'due', due_at = now() - interval '2 minutes' where registration_id = $1`,
      id,
    );
    const { body } = await follow(publicId).expect(200);
    expect(body).toMatchObject({ status: 'blocked', nextStep: 'call', delayed: true, canResendAt: null });
  });
  test('says until when support has to decide on a case under review, and of no other case', async () => {
    const { publicId, id } = await awaitingPassword(api);
    const until = '2027-01-08T13:30:00.000Z';
    await api.sql(`update registration set status = 'under-review', review_until = $2 where id = $1`, id, until);
    expect((await follow(publicId).expect(200)).body).toMatchObject({ status: 'under-review', reviewUntil: until });
    await api.sql(`update registration set status = 'awaiting-password' where id = $1`, id);
    expect((await follow(publicId).expect(200)).body).not.toHaveProperty('reviewUntil');
  });
  test.each(['x', 'A'.repeat(22), '%00', '..%2f..', 'a'.repeat(5_000)])('of what is no id is 404 (%#)', async (id) => {
    const { body } = await follow(id).expect(404);
    expect(['registration-unknown', 'not-found']).toContain(body.code);
  });
});
