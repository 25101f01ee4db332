import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { waitUntil } from '../tools/local/wait-until.js';
import { applicant, tokenIn } from './from-outside.js';
import { type OutageProduct, startOutageProduct } from './outage-product.js';
import { goodPassword } from './registering.js';

/** Temporal or PostgreSQL away, as every process sees it: nobody listens where they were. */
let product: OutageProduct;
beforeAll(async () => {
  product = await startOutageProduct(20, { RESEND_INTERVAL: '1 second' });
}, 120_000);
afterAll(async () => product?.stop(), 60_000);

const server = (name: 'temporal' | 'postgres') => {
  const { cables } = product.parts;
  return [cables[`api-${name}`], cables[`worker-${name}`]];
};
const takeAway = (name: 'temporal' | 'postgres') => Promise.all(server(name).map((cable) => cable.unplug()));
const bringBack = (name: 'temporal' | 'postgres') => Promise.all(server(name).map((cable) => cable.plug()));
const isNotReady = () => waitUntil('not ready', async () => (await product.health()).ready === 503);
const allReady = () => waitUntil('all are ready', () => product.parts.isReady(), { patience: 60_000, every: 200 });

test('R47 Temporal down: checking, registering (202) and creating a password work, and their journeys catch up', async () => {
  const [one, other] = [product.fresh(), product.fresh()];
  const before = await product.register(one, 'r47-before@exemple.fr');
  const token = tokenIn(await product.mailed('r47-before@exemple.fr'));

  await takeAway('temporal');
  await isNotReady();
  expect((await product.health()).live).toBe(200);
  const check = { siret: other.siret, contractNumber: other.contract };
  const checked = await product.call('POST', '/establishments/check', check);
  expect([checked.status, checked.body.situation]).toEqual([200, 'open']);
  const registered = await product.register(other, 'r47-during@exemple.fr');
  expect([registered.status, registered.body.status]).toEqual([202, 'checking']);
  expect((await product.call('POST', '/passwords', { token, password: goodPassword })).status).toBe(200);
  expect((await product.follow(before.body.id)).status).toBe('completed');

  await bringBack('temporal');
  await product.mailed('r47-during@exemple.fr');
  expect((await product.follow(registered.body.id)).status).toBe('awaiting-password');
  const welcome = async () =>
    (await product.mails('r47-before@exemple.fr')).some(({ subject }) => subject.includes('ouvert'));
  await waitUntil('the welcome', welcome);
  await allReady();
}, 120_000);

describe('PostgreSQL down', () => {
  const operations = (): string[] => {
    const { paths } = JSON.parse(readFileSync('apps/api/openapi.json', 'utf8')) as { paths: Record<string, object> };
    return Object.entries(paths)
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
      .filter((operation) => operation.includes(' /v1/'));
  };

  test('R47 every route answers 503 with Retry-After, live holds, ready does not, and all heals by itself', async () => {
    const [known, another] = [product.fresh(), product.fresh()];
    const { body } = await product.register(known, 'r47-facts@exemple.fr');
    const token = tokenIn(await product.mailed('r47-facts@exemple.fr'));
    const numbers = { siret: another.siret, contractNumber: another.contract };
    const password = goodPassword;
    const requests: Record<string, object | undefined> = {
      'POST /v1/establishments/check': numbers,
      'POST /v1/registrations': {
        ...{ route: 'classic', ...numbers, acceptTerms: true },
        applicant: applicant('r47-lost@exemple.fr'),
      },
      'GET /v1/registrations/{id}': undefined,
      'POST /v1/registrations/{id}/resend': {},
      'POST /v1/registrations/{id}/email': { ownerKey: body.ownerKey, email: 'r47-moved@exemple.fr' },
      'POST /v1/password-links/inspect': { token },
      'POST /v1/passwords': { token, password },
    };
    expect(Object.keys(requests).sort()).toEqual(operations().sort());

    await takeAway('postgres');
    await isNotReady();
    expect((await product.health()).live).toBe(200);
    const answers = await Promise.all(
      Object.entries(requests).map(async ([operation, request]) => {
        const [method = '', path = ''] = operation.split(' /v1');
        const answer = await product.call(method, path.replace('{id}', body.id), request);
        return { operation, status: answer.status, code: answer.body.code, waits: Number(answer.retryAfter) > 0 };
      }),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 503, code: 'unavailable', waits: true });

    await bringBack('postgres');
    await allReady();
    expect((await product.follow(body.id)).status).toBe('awaiting-password');
    const registered = await product.register(another, 'r47-healed@exemple.fr');
    expect(registered.status).toBe(201);
    await product.mailed('r47-healed@exemple.fr');
    expect((await product.call('POST', '/passwords', { token, password })).status).toBe(200);
    expect(await product.mails('r47-lost@exemple.fr')).toEqual([]);
  }, 120_000);
});
