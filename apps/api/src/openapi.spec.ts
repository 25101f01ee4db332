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
  // `not-found` is what a route that is not there answers.
  expect(Object.keys(problems).filter((code) => !said.includes(`\`${code}\``))).toEqual(['not-found']);
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
