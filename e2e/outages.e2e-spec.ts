import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { waitUntil } from '../tools/local/wait-until.js';
import { type Answer, applicant, tokenIn } from './from-outside.js';
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
  const asked = Date.now();
  const registered = await product.register(other, 'r47-during@exemple.fr');
  expect([registered.status, registered.body.status]).toEqual([202, 'checking']);
  expect(Date.now() - asked).toBeLessThan(6_000); // nobody listens: it does not use up the 8 s that a slow journey has
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
  const signedIn = async (email: string): Promise<string> => {
    await product.register(product.fresh(), email);
    const token = tokenIn(await product.mailed(email));
    const { body } = await product.call('POST', '/passwords', { token, password: goodPassword });
    const { cookie } = await product.call('POST', '/sessions', { identifier: body.identifier, password: goodPassword });
    return cookie ?? '';
  };
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
    const cookie = await signedIn('r47-signed-in@exemple.fr');
    const numbers = { siret: another.siret, contractNumber: another.contract };
    const password = goodPassword;
    const { lastName, firstName, email } = applicant('r47-facts@exemple.fr');
    const requests: Record<string, object | undefined> = {
      'POST /v1/establishments/check': numbers,
      'POST /v1/registrations': {
        ...{ route: 'classic', ...numbers, acceptTerms: true },
        applicant: applicant('r47-lost@exemple.fr'),
      },
      'GET /v1/registrations/{id}': undefined,
      'GET /v1/registrations/{id}/events': undefined,
      'POST /v1/registrations/{id}/resend': {},
      'POST /v1/registrations/{id}/email': { ownerKey: body.ownerKey, email: 'r47-moved@exemple.fr' },
      'POST /v1/password-links/inspect': { token },
      'POST /v1/passwords': { token, password },
      'POST /v1/sessions': { identifier: 'EP-89AB-CDEF', password },
      'GET /v1/sessions': undefined,
      'DELETE /v1/sessions': undefined,
      'GET /v1/sessions/current': undefined,
      'DELETE /v1/sessions/current': undefined,
      'POST /v1/sessions/current/password': {
        currentPassword: password,
        newPassword: 'quatre hérons lisent au grenier',
      },
      'POST /v1/password-resets': { identifier: 'EP-89AB-CDEF' },
      'POST /v1/identifier-recoveries': { siret: known.siret, lastName, firstName, email },
      'POST /v1/renewal-requests': { identifier: 'EP-89AB-CDEF', ...numbers },
    };
    expect(Object.keys(requests).sort()).toEqual(operations().sort());

    await takeAway('postgres');
    await isNotReady();
    expect((await product.health()).live).toBe(200);
    const answers = await Promise.all(
      Object.entries(requests).map(async ([operation, request]) => {
        const [method = '', path = ''] = operation.split(' /v1');
        const answer = await product.call(method, path.replace('{id}', body.id), request, { cookie });
        return { operation, status: answer.status, code: answer.body.code, waits: Number(answer.retryAfter) > 0 };
      }),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 503, code: 'unavailable', waits: true });

    await bringBack('postgres');
    await allReady();
    expect((await product.call('GET', '/sessions/current', undefined, { cookie })).status).toBe(200);
    expect((await product.follow(body.id)).status).toBe('awaiting-password');
    const registered = await product.register(another, 'r47-healed@exemple.fr');
    expect(registered.status).toBe(201);
    await product.mailed('r47-healed@exemple.fr');
    expect((await product.call('POST', '/passwords', { token, password })).status).toBe(200);
    expect(await product.mails('r47-lost@exemple.fr')).toEqual([]);
  }, 120_000);
});

describe('PostgreSQL’s disk full', () => {
  /** As the owner. */
  const run = async (...statements: string[]) => {
    const owner = new Client(product.parts.ownerUrl);
    await owner.connect();
    for (const statement of statements) await owner.query(statement);
    await owner.end();
  };
  const written = ['registration', 'password_link', 'mail_send', 'audit_event'];

  test('R47 each write is refused with 503 and keeps nothing; with room again, the same requests succeed', async () => {
    const [known, another] = [product.fresh(), product.fresh()];
    const { body } = await product.register(known, 'full-before@exemple.fr');
    const token = tokenIn(await product.mailed('full-before@exemple.fr'));
    await run(
      `create function disk_full() returns trigger language plpgsql as
         $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
      ...written.map(
        (table) =>
          `create trigger disk_full before insert or update on ${table} for each row execute function disk_full()`,
      ),
    );
    const requests = [
      () => product.register(another, 'full-during@exemple.fr', 'full'),
      () => product.call('POST', `/registrations/${body.id}/resend`, {}, { 'Idempotency-Key': 'full' }),
      () => product.call('POST', '/passwords', { token, password: goodPassword }),
    ];
    for (const refused of await Promise.all(requests.map((request) => request())))
      expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' }, retryAfter: '5' });
    expect((await product.follow(body.id)).status).toBe('awaiting-password');

    await run('drop function disk_full cascade');
    const statuses = [];
    for (const request of requests) statuses.push((await request()).status);
    expect(statuses).toEqual([201, 202, 200]);
    await product.mailed('full-during@exemple.fr');
  });
});

test('R19 64 passwords at once on one link: one is stored, the others are told that the link has served', async () => {
  await product.register(product.fresh(), 'r19@exemple.fr');
  const token = tokenIn(await product.mailed('r19@exemple.fr'));
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, n) =>
      product.call('POST', '/passwords', { token, password: `${goodPassword} ${n}` }),
    ),
  );
  const codes = answers.map(({ status, body }) => body.code ?? String(status)).sort();
  expect(codes).toEqual(['200', ...Array.from({ length: 63 }, () => 'link-used')]);
});

test('R23 a thousand resends: five a day are mailed, the others told to wait, also by an api that was killed meanwhile', async () => {
  const { id } = (await product.register(product.fresh(), 'r23@exemple.fr')).body;
  await product.mailed('r23@exemple.fr');
  const burst = (size: number) =>
    Promise.all(Array.from({ length: size }, () => product.call('POST', `/registrations/${id}/resend`, {})));
  const answers: Answer[] = [];
  const sent = () => answers.filter(({ status }) => status === 202).length;
  await waitUntil('a thousand, and five mails', async () => {
    answers.push(...(await burst(40)));
    return answers.length >= 1_000 && sent() >= 5;
  });
  product.parts.processes.api.signal('SIGKILL');
  await waitUntil('the api again', () =>
    product.health().then(
      ({ ready }) => ready === 200,
      () => false,
    ),
  );
  const after = await burst(64);
  answers.push(...after);
  expect(sent()).toBe(5);
  for (const { status, body, retryAfter } of answers.filter((answer) => answer.status !== 202))
    expect([status, body.code, Number(retryAfter) > 0]).toEqual([429, 'resend-too-soon', true]);
  for (const { retryAfter } of after) expect(Number(retryAfter)).toBeGreaterThan(3_600);
  expect((await product.mails('r23@exemple.fr')).length).toBeLessThanOrEqual(6);
}, 120_000);
