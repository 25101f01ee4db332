import { registrationWorkflowId } from '@app/contracts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { generatedSecrets } from '../tools/local/generated-secrets.js';
import { waitUntil } from '../tools/local/wait-until.js';
import { type Answer, type Mail, type Numbers, tokenIn } from './from-outside.js';
import { type OutageProduct, startOutageProduct } from './outage-product.js';

/**
 * R12: what a person gives us, or is given, is planted in every refusal and every ending, then searched for in Temporal's
 * files, in every log and in what the refusals said.
 */
let product: OutageProduct;
beforeAll(async () => {
  product = await startOutageProduct(10, {
    ...{ ADDRESS_LIMITS: 'on', CREATION_LINK_LIFETIME: '20 seconds' },
    ...{ LINK_REUSE_WINDOW: '1 second', RESEND_INTERVAL: '1 second' },
  });
}, 120_000);
afterAll(async () => product?.stop(), 60_000);

const planted = {
  lastName: 'Canarinom',
  firstName: 'Canariprenom',
  phone: '0698765432',
  password: 'perruche orage 7413 tiroir lune',
  token: 'canariJeton0123456789abcdefABCDEF0123456789',
  ownerKey: 'canariCle0123456789abcdefABCDEF0123456789ab',
  code: 'CNR7-9WXZ',
};
const email = (who: string) => `canari-${who}@exemple.fr`;
/** In every form in which they might be kept. */
const needles = [
  ...[planted.lastName, planted.firstName, planted.password, planted.token, planted.ownerKey, 'canari-'],
  ...['698765432', '6 98 76 54 32', 'CNR7-9WXZ', 'CNR79WXZ'],
];
const refusals: { code: string | undefined; text: string }[] = [];

/** Each act comes from an address of its own, as web would say, so that no limit but the one under test is met. */
let visitors = 0;
const headers = (address = `192.0.2.${(visitors += 1)}`) => ({
  'X-Internal-Token': generatedSecrets(join(product.folder, 'services')).INTERNAL_TOKEN,
  'X-Forwarded-For': address,
});
async function post(path: string, body: object, more: Record<string, string> = headers()): Promise<Answer> {
  const answer = await product.call('POST', path, body, more);
  if (answer.status >= 400) refusals.push({ code: answer.body.code, text: answer.text });
  return answer;
}
const request = ({ siret, contract }: Numbers, who: string) => ({
  ...{ route: 'classic', siret, contractNumber: contract, acceptTerms: true },
  applicant: {
    ...{ lastName: planted.lastName, firstName: planted.firstName, phone: planted.phone },
    email: email(who),
  },
});
const register = (who: string, numbers: Numbers = product.fresh()) => post('/registrations', request(numbers, who));
/** Registered and mailed; `numbers` are there to be tried again. */
async function registered(who: string) {
  const numbers = product.fresh();
  const { body } = await register(who, numbers);
  const mails = await product.mailed(email(who));
  return { ...body, numbers, mails, token: tokenIn(mails) };
}
const secretsOf = (mails: Mail[]) => [
  tokenIn(mails),
  ...mails.flatMap(({ code }) => (code ? [code, code.replace('-', '')] : [])),
];
const becomes = (id: string, status: string) =>
  waitUntil(status, async () => (await product.follow(id)).status === status);
const { password, token } = planted;

/** Answers the secrets that were mailed on the way. */
async function everyRefusal(): Promise<string[]> {
  const [expiring, used, superseded] = await Promise.all(['expiring', 'used', 'superseded'].map(registered));
  if (!expiring || !used || !superseded) throw new Error('nobody registered');

  await post('/passwords', { token: used.token, password: 'canari' });
  await post('/passwords', { token: used.token, password: `${planted.lastName} ${email('used')}` });
  await post('/passwords', { siret: used.numbers.siret, code: planted.code, password });
  expect((await post('/passwords', { token: used.token, password })).status).toBe(200);
  await post('/passwords', { token: used.token, password });
  await register('registered', used.numbers);
  await post(`/registrations/${used.id}/resend`, {});
  await post(`/registrations/${used.id}/email`, { ownerKey: used.ownerKey, email: email('too-late') });

  await post(`/registrations/${superseded.id}/email`, { ownerKey: planted.ownerKey, email: email('stranger') });
  await register('in-progress', superseded.numbers);
  await waitUntil(
    'another link',
    async () => {
      await post(`/registrations/${superseded.id}/resend`, {});
      return tokenIn(await product.mails(email('superseded'))) !== superseded.token;
    },
    { every: 400 },
  );
  await post('/passwords', { token: superseded.token, password });

  for (const kind of ['not-eligible', 'closed', 'unknown'] as const) await register(kind, product.fresh(kind));
  await register('no-contract', { siret: product.fresh().siret, contract: 'DEMO0000000' });
  await register('no-siret', { siret: '12345678901234', contract: 'DEMO1000001' });
  const key = { ...headers(), 'Idempotency-Key': 'reused' };
  await post('/registrations', request(superseded.numbers, 'key'), key);
  await post('/registrations', request(superseded.numbers, 'other-key'), key);
  await post('/registrations', { ...request(superseded.numbers, 'unknown-field'), password, token });
  await post('/registrations', request(superseded.numbers, `mis spelt@@`));
  await post('/registrations', { ...request(superseded.numbers, 'huge'), huge: password.repeat(10_000) });
  await post('/passwords', { token, password });
  await post('/passwords', { token: `${token}!`, password, code: planted.code });
  await post('/password-links/inspect', { token });
  await post(`/passwords/${token}`, { password });
  for (const body of [`{"email": "${email('malformed')}", "password": "${password}"`, `password=${password}`]) {
    const type = body.startsWith('{') ? 'application/json' : 'text/plain';
    const response = await fetch(`${product.parts.apiUrl}/v1/registrations`, {
      ...{ method: 'POST', body, headers: { 'content-type': type } },
    });
    refusals.push({ code: `${response.status}`, text: await response.text() });
  }
  const crowd = headers();
  await waitUntil('a limit', async () => (await post('/password-links/inspect', { token }, crowd)).status === 429);
  await post(`/passwords`, { token, password }, { ...crowd, 'X-Forwarded-For': `${email('address')}` });

  await product.fault('refuse-550', email('blocked'));
  const blocked = (await register('blocked')).body;
  await becomes(blocked.id, 'blocked');
  await post(`/registrations/${blocked.id}/resend`, {});
  const cancelled = await registered('cancelled');
  await product.temporal.workflow
    .getHandle(registrationWorkflowId(cancelled.caseNumber))
    .executeUpdate<string, []>('cancel');
  await post('/passwords', { token: cancelled.token, password });
  await databaseFails();
  await becomes(expiring.id, 'expired');
  await post('/passwords', { token: expiring.token, password });
  return [expiring, used, superseded, cancelled]
    .flatMap((one) => [one.ownerKey, ...secretsOf(one.mails)])
    .concat(secretsOf(await product.mails(email('superseded'))));
}

/** In the middle of every statement that writes the case; then in that which the worker's mail needs. */
async function databaseFails(): Promise<void> {
  const owner = new Client(product.parts.ownerUrl);
  await owner.connect();
  await owner.query(`create function fails() returns trigger language plpgsql as
    $$ begin raise exception 'no room' using errcode = '53100', detail = new::text; end $$`);
  await owner.query('create trigger fails before insert on registration for each row execute function fails()');
  await register('full');
  await owner.query('drop trigger fails on registration');
  await owner.query('create trigger fails before insert on password_link for each row execute function fails()');
  await register('no-link');
  const worker = () => product.parts.logs().find(({ name }) => name === 'worker')?.text ?? '';
  await waitUntil('the worker fails', () => worker().includes('53100'));
  await owner.query('drop function fails cascade');
  await owner.end();
  await product.mailed(email('no-link'));
}

const files = () =>
  ['services/temporal', 'services/logs', 'api/logs', 'worker/logs']
    .flatMap((folder) => readdirSync(join(product.folder, folder)).map((name) => join(product.folder, folder, name)))
    .filter((file) => statSync(file).isFile());
const finds = (text: string) =>
  files()
    .filter((file) => readFileSync(file).includes(Buffer.from(text)))
    .map((file) => file.slice(product.folder.length + 1));

test('R12 nothing of a person and no secret is kept by Temporal, written to a log or told by any refusal', async () => {
  const secrets = await everyRefusal();
  expect(new Set(refusals.map(({ code }) => code))).toEqual(
    new Set([
      ...['400', '415', 'code-refused', 'contract-unknown', 'establishment-closed', 'establishment-not-eligible'],
      ...[
        'establishment-registered',
        'establishment-unknown',
        'idempotency-key-reused',
        'link-expired',
        'link-superseded',
      ],
      ...['link-unknown', 'link-used', 'not-found', 'nothing-to-resend', 'owner-key-refused', 'password-refused'],
      ...['payload-too-large', 'registration-blocked', 'registration-in-progress', 'request-invalid', 'siret-invalid'],
      ...['resend-too-soon', 'too-many-requests', 'unavailable'],
    ]),
  );

  // Were the search blind, it would find neither what is handed to Temporal nor what is written to a log.
  const seen = { ...headers(), 'X-Correlation-Id': 'temoin-7413' };
  const { caseNumber } = (await post('/registrations', request(product.fresh(), 'control'), seen)).body;
  await product.temporal.workflow.getHandle(registrationWorkflowId(caseNumber)).signal('nobodyListens', 'temoin-1913');
  expect(finds('temoin-1913').some((file) => file.startsWith('services/temporal/'))).toBe(true);
  for (const log of ['api/logs/api.log', 'worker/logs/worker.log']) expect(finds('temoin-7413')).toContain(log);

  const all = [...needles, ...secrets];
  expect(all.every((needle) => needle.length >= 7)).toBe(true);
  for (const needle of all) expect({ needle, files: finds(needle) }).toEqual({ needle, files: [] });
  // An administrator of a registered establishment is named, with a masked address; a refused password is told the words it holds.
  const told: Record<string, string[]> = {
    'establishment-registered': [planted.lastName, planted.firstName],
    'password-refused': [planted.lastName, 'canari-'],
  };
  for (const { code = '', text } of refusals)
    for (const needle of all.filter((one) => !told[code]?.includes(one)))
      expect({ code, text }).not.toMatchObject({ text: expect.stringContaining(needle) as unknown as string });
}, 120_000);
