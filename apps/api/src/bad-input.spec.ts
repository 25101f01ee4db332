import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type ApiUnderTest, startApi } from '../testing/api-under-test.js';
import { anEstablishment, awaitingPassword, type CaseFixture, goodPassword, requestOf } from '../testing/facts.js';

let api: ApiUnderTest;
let waiting: CaseFixture;
let routes: Record<string, { path: string; body: Record<string, unknown> }>;
beforeAll(async () => {
  api = await startApi();
  waiting = await awaitingPassword(api);
  const establishment = await anEstablishment(api);
  routes = {
    check: { path: '/v1/establishments/check', body: { ...establishment } },
    register: { path: '/v1/registrations', body: requestOf(establishment) },
    resend: { path: `/v1/registrations/${waiting.publicId}/resend`, body: {} },
    correct: {
      path: `/v1/registrations/${waiting.publicId}/email`,
      body: { ownerKey: waiting.ownerKey, email: 'a@b.fr' },
    },
    inspect: { path: '/v1/password-links/inspect', body: { token: waiting.token } },
    byLink: { path: '/v1/passwords', body: { token: waiting.token, password: goodPassword } },
    byCode: { path: '/v1/passwords', body: { siret: waiting.siret, code: waiting.code, password: goodPassword } },
  };
});
afterAll(() => api.close());

const everything = () =>
  api.sql(`select (select json_agg(r) from registration r)::text, (select json_agg(l) from password_link l)::text,
    (select json_agg(a) from account a)::text, (select json_agg(m) from mail_send m)::text, (select count(*) from notice),
    (select count(*) from audit_event), (select count(*) from idempotency_key), (select count(*) from code_attempt)`);

const raw = (path: string, body: string | Buffer, type = 'application/json') => {
  const request = api.http.post(path).set('Content-Type', type);
  request.write(body);
  return request;
};

/** What is no JSON, or no body that we read. */
const unreadable: [string, string | Buffer, string, number, string][] = [
  ['not JSON', '{"siret": ', 'application/json', 400, 'request-malformed'],
  ['bytes that are no UTF-8 JSON', Buffer.from([0xff, 0xfe, 0x00, 0x7b]), 'application/json', 400, 'request-malformed'],
  ['10 MB', `{"x":"${'x'.repeat(10_000_000)}"}`, 'application/json', 413, 'payload-too-large'],
  ['a form', 'siret=1', 'application/x-www-form-urlencoded', 415, 'media-type-unsupported'],
  ['text', 'hello', 'text/plain', 415, 'media-type-unsupported'],
  ['an unknown charset', '{}', 'application/json; charset=klingon', 415, 'media-type-unsupported'],
];
/** JSON of a shape that no route takes. */
const misshapen: [string, string][] = [
  ['null', 'null'],
  ['a number', '42'],
  ['a text', '"siret"'],
  ['a list', '[1, 2]'],
  ['an unknown field', '{"nonsense": 1}'],
  ['__proto__', '{"__proto__": {"admin": true}, "constructor": 1}'],
  ['a deep list', '['.repeat(30_000) + ']'.repeat(30_000)],
  ['a deep object', `{"a":`.repeat(9_000) + '1' + '}'.repeat(9_000)],
  ['NUL in a key', '{"a\\u0000b": 1}'],
];

const routeNames = ['check', 'register', 'resend', 'correct', 'inspect', 'byLink', 'byCode'];

describe.each(routeNames)('R48: %s', (name) => {
  let before: unknown;
  beforeAll(async () => {
    before = await everything();
  });
  afterAll(async () => expect(await everything()).toEqual(before));

  test.each(unreadable)('%s is refused as such', async (_title, body, type, status, code) => {
    const answer = await raw(routes[name]!.path, body, type).catch((error: { code?: string }) => error);
    // A server that refuses early may close the connection while the client still writes.
    if ('code' in answer && ['EPIPE', 'ECONNRESET'].includes(String(answer.code))) return;
    expect(answer).toMatchObject({ status, body: { code }, type: 'application/problem+json' });
  });

  test.each(misshapen)('%s is 422', async (_title, body) => {
    const answer = await raw(routes[name]!.path, body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'request-invalid' } });
    expect(answer.text).not.toMatch(/\bat .*\.(?:js|ts)\b/u);
  });

  test('each field of a wrong type, with NUL, with a lone surrogate, too long, missing is 422 by its path', async () => {
    const { path, body } = routes[name]!;
    for (const [field, value] of leavesOf(body)) {
      const wrongs = [42, null, [], {}, 'a\0b', 'a\ud800b', 'x'.repeat(66_000), undefined];
      for (const wrong of typeof value === 'string' ? wrongs : [42, null, 'yes', false, undefined]) {
        const answer = await api.http.post(path).send(withLeaf(body, field, wrong));
        if (answer.status === 413) continue;
        expect({ field, wrong, status: answer.status }).toEqual({ field, wrong, status: 422 });
        expect(answer.body.errors[0].message.length).toBeGreaterThan(10);
        const paths = answer.body.errors.map((error: { path: string }) => error.path);
        // Either number tells whose code it is: without one, the other is asked for.
        if (name !== 'byCode') expect(paths).toContain(field.join('.'));
      }
    }
  });

  test('an unknown field is named, at every level', async () => {
    const { path, body } = routes[name]!;
    const answer = await api.http
      .post(path)
      .send({ ...body, nonsense: 1 })
      .expect(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ path: 'nonsense', code: 'unknown-field' }));
  });
});

test('R48: an unknown field of the applicant is named by its path', async () => {
  const { path, body } = routes['register']!;
  const answer = await api.http
    .post(path)
    .send({ ...body, applicant: { ...(body['applicant'] as object), age: 3 } })
    .expect(422);
  expect(answer.body.errors).toEqual([expect.objectContaining({ path: 'applicant.age', code: 'unknown-field' })]);
});

test.each([
  ['2169012310001', 'siret-length'],
  ['2169012310001X', 'siret-monaco'],
  ['21690123-100O11é', 'siret-characters'],
  ['21690123200011', 'siren-key'],
  ['21690123100012', 'siret-key'],
])('R48: the SIRET %s is refused on every route that takes one: %s', async (siret, code) => {
  for (const name of ['check', 'register', 'byCode']) {
    const { path, body } = routes[name]!;
    const answer = await api.http
      .post(path)
      .send({ ...body, siret })
      .expect(422);
    expect(answer.body).toMatchObject({ code: 'siret-invalid', errors: [{ path: 'siret', code }] });
  }
});

test.each([
  ['GET', '/v1/registrations/%E0%A4%A'],
  ['GET', '/v1/registrations/%00'],
  ['POST', '/v1/registrations/%00/resend'],
  ['POST', `/v1/registrations/${'A'.repeat(22)}%0a/resend`],
  ['GET', '/v1/nothing'],
  ['DELETE', '/v1/registrations'],
  ['PUT', '/v1/passwords'],
  ['GET', '/%2e%2e/%2e%2e/etc/passwd'],
])('R48: %s %s is a 4xx problem', async (method, path) => {
  const answer = await api.http[method.toLowerCase() as 'get'](path);
  expect([400, 404, 405]).toContain(answer.status);
  expect(answer.type).toBe('application/problem+json');
});

test('R49: whatever JSON comes, every answer is one that the document names, and none is a 5xx', async () => {
  const { paths } = JSON.parse(readFileSync('apps/api/openapi.json', 'utf8')) as {
    paths: Record<string, { post?: { responses: Record<string, unknown> } }>;
  };
  const field = fc.constantFrom(
    ...Object.values(routes).flatMap(({ body }) => Object.keys(body)),
    'identifier',
    'phone',
  );
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: 'binary', maxLength: 90 }),
    fc.constant('999 900 046 00015'),
  );
  const body = fc.oneof(fc.jsonValue(), fc.dictionary(field, value, { maxKeys: 6 }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routeNames), body, fc.boolean(), async (name, noise, mixedIn) => {
      const route = routes[name]!;
      const sent = mixedIn && typeof noise === 'object' ? { ...route.body, ...noise } : noise;
      if (JSON.stringify(sent) === JSON.stringify(route.body) || name === 'resend') return;
      const { status } = await raw(route.path, JSON.stringify(sent));
      const documented = Object.keys(paths[route.path.replace(waiting.publicId, '{id}')]?.post?.responses ?? {});
      expect([documented.includes(String(status)), status < 500]).toEqual([true, true]);
    }),
    { numRuns: 400 },
  );
});

function leavesOf(value: object, path: string[] = []): [string[], unknown][] {
  return Object.entries(value).flatMap(([key, inner]): [string[], unknown][] =>
    typeof inner === 'object' && inner !== null ? leavesOf(inner, [...path, key]) : [[[...path, key], inner]],
  );
}

function withLeaf(
  value: Record<string, unknown>,
  [key = '', ...rest]: string[],
  leaf: unknown,
): Record<string, unknown> {
  return { ...value, [key]: rest.length === 0 ? leaf : withLeaf(value[key] as Record<string, unknown>, rest, leaf) };
}
