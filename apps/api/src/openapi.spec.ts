import { problems } from '@app/contracts';
import { apiSettings } from '@app/settings';
import type { NestExpressApplication } from '@nestjs/platform-express';
import supertest from 'supertest';
import { createApi } from './api.js';

let app: NestExpressApplication;
beforeAll(async () => {
  app = await createApi(
    apiSettings({
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      PUBLIC_URL: 'http://localhost:8080',
      LINK_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
      GUARD_KEYS: `g1:${Buffer.alloc(32).toString('base64')}`,
      SESSION_SECRETS: 'x'.repeat(32),
      INTERNAL_TOKEN: 'x'.repeat(32),
      LOG_LEVEL: 'silent',
    }),
  );
  await app.init();
});
afterAll(() => app.close());

test('R47: with neither database nor Temporal the process starts, is alive, is not ready', async () => {
  await supertest(app.getHttpServer()).get('/health/live').expect(200);
  await supertest(app.getHttpServer()).get('/health/ready').expect(503, { database: 'away', temporal: 'away' });
});

test('R49: the document names every problem code, and every answer of every route by schema', async () => {
  const { body } = await supertest(app.getHttpServer()).get('/docs-json').expect(200);
  const said = JSON.stringify(body.paths);
  // These are what an address or a method that is not there answers.
  expect(Object.keys(problems).filter((code) => !said.includes(`\`${code}\``))).toEqual([
    'not-found',
    'method-not-allowed',
  ]);
  const unprocessable = body.paths['/v1/registrations'].post.responses[422].description;
  for (const code of ['request-invalid', 'siret-invalid', 'contract-unknown', 'idempotency-key-reused']) {
    expect(unprocessable).toContain(code);
  }
  expect(body.components.schemas.Problem.properties.code.enum).toEqual(Object.keys(problems));
  const references = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/gu)].map(([, name]) => name);
  expect(references.filter((name) => !body.components.schemas[String(name)])).toEqual([]);
});

test('the documentation page loads under its own content policy', async () => {
  const { text, headers } = await supertest(app.getHttpServer()).get('/docs').expect(200);
  expect(text).toContain('swagger-ui');
  expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
});

test('a method that an address does not have answers 405 and names those it has; an address that is not there, 404', async () => {
  const { body } = await supertest(app.getHttpServer()).get('/docs-json');
  const asked = ['get', 'post', 'put', 'patch', 'delete', 'trace'] as const;
  for (const [path, operations] of Object.entries(body.paths as Record<string, object>)) {
    const has = Object.keys(operations);
    const reads = has.includes('get') ? ['get', 'head'] : [];
    const allowed = [...new Set([...has, ...reads, 'options'])]
      .map((method) => method.toUpperCase())
      .sort()
      .join(', ');
    const address = path.replace('{id}', 'x');
    for (const method of asked.filter((one) => !has.includes(one))) {
      const answer = await supertest(app.getHttpServer())[method](address);
      const { status, body: refusal } = answer;
      expect({ method, path, status, code: refusal.code }).toEqual({
        method,
        path,
        status: 405,
        code: 'method-not-allowed',
      });
      expect(answer.headers['allow']).toBe(allowed);
    }
    const { headers } = await supertest(app.getHttpServer()).options(address).expect(204);
    expect(headers['allow']).toBe(allowed);
  }
  for (const method of [...asked, 'options'] as const) {
    const answer = await supertest(app.getHttpServer())[method]('/v1/nothing').expect(404);
    expect(answer.headers['allow']).toBeUndefined();
    expect(answer.body).toMatchObject({ code: 'not-found' });
  }
});

test('HEAD answers as GET does, without the body', async () => {
  const [head, get] = await Promise.all([
    supertest(app.getHttpServer()).head('/health/live').expect(200),
    supertest(app.getHttpServer()).get('/health/live').expect(200),
  ]);
  expect(head.headers['content-type']).toBe(get.headers['content-type']);
  expect(head.text).toBeUndefined();
  await supertest(app.getHttpServer()).head('/v1/passwords').expect(405);
});
