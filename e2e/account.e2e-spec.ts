import { lockoutWorkflow, passwordResetWorkflowId } from '@app/contracts';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as Owner } from 'pg';
import type { Page } from 'playwright-core';
import { type LocalProduct, startLocal } from '../tools/local/start-local.js';
import { waitUntil } from '../tools/local/wait-until.js';
import { establishments } from './establishments.js';
import { Keyboard } from './keyboard.js';
import { fromOutside, type Mail, type Outside } from './from-outside.js';
import { goodPassword } from './registering.js';
import { heading, Visitors, words } from './visitors.js';

/** An account lives: signing in, being locked, coming back; in a real browser, against the real product. */
let product: LocalProduct;
let outside: Outside;
let visitors: Visitors;
let temporal: Client;
const dataDir = mkdtempSync(join(tmpdir(), 'parcours-account-'));
chmodSync(dataDir, 0o711); // as root, PostgreSQL runs as user postgres, who must get through

beforeAll(async () => {
  const { PATH, TEMPORAL_CLI_PATH } = process.env;
  const env = { PATH, TEMPORAL_CLI_PATH, ADDRESS_LIMITS: 'off', RESEND_INTERVAL: '1 second' };
  [product, visitors] = await Promise.all([
    startLocal({ env, dataDir, ports: 'free', durable: false }),
    Visitors.launch(),
  ]);
  outside = fromOutside(product.addresses.api, product.addresses.inbox ?? '');
  temporal = new Client({ connection: Connection.lazy({ address: product.env.TEMPORAL_ADDRESS }) });
}, 120_000);
afterEach(() => visitors.leave());
afterAll(async () => {
  await visitors?.stop();
  await temporal?.connection.close();
  await product?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 120_000);

const next = 'quatre hérons lisent au grenier';

/** Registers and creates the password, by the API; answers the identifiant. */
async function anAccount(where: keyof typeof establishments, email: string): Promise<string> {
  await outside.register(establishments[where], email);
  const token = await linkIn(email, /creer/u);
  const { status, body } = await outside.call('POST', '/passwords', { token, password: goodPassword });
  expect(status).toBe(200);
  return body.identifier ?? '';
}

/** The token of the newest mail with such a link. */
async function linkIn(email: string, kind: RegExp, count = 1): Promise<string> {
  let found: Mail[] = [];
  await waitUntil(`${count} mails with a link ${kind} to ${email}`, async () => {
    found = (await outside.mails(email)).filter(({ links }) => links.some((link) => kind.test(link)));
    return found.length >= count;
  });
  return (
    found[0]?.links
      .find((link) => kind.test(link))
      ?.split('/')
      .at(-1) ?? ''
  );
}
/** As the owner. */
async function sql<Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> {
  const client = new Owner(product.env.MIGRATIONS_DATABASE_URL);
  await client.connect();
  return (await client.query<Row>(text, values).finally(() => client.end())).rows;
}
const everyRequestTaken = () =>
  waitUntil(
    'every request for a reset is taken',
    async () => (await sql('select from reset_request where handled_at is null')).length === 0,
  );
const subjects = async (email: string): Promise<string[]> =>
  (await outside.mails(email)).map(({ subject }) => subject).reverse();

async function signIn(page: Page, identifier: string, password: string): Promise<void> {
  await page.goto(`${product.addresses.site}/se-connecter`);
  await page.getByLabel('Identifiant', { exact: true }).fill(identifier);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.locator('main').getByRole('button', { name: 'Se connecter' }).click();
}
const post = (path: string, body: object) => outside.call('POST', path, body);

test.each([
  ['with a script', true, 'lyon'],
  ['without any', false, 'bordeaux'],
] as const)(
  'F7, F10 signs in, is locked by the third failure, comes back by « Mot de passe oublié » (%s)',
  async (_, script, where) => {
    const email = `f10-${where}@exemple.fr`;
    const identifier = await anAccount(where, email);
    const page = await visitors.newPage({ javaScriptEnabled: script });
    await signIn(page, identifier.toLowerCase(), goodPassword);
    await page.waitForURL(/\/mon-compte$/u);
    expect(await words(page)).toContain('Canarinom');
    await page.getByRole('button', { name: 'Se déconnecter' }).first().click();
    await page.waitForURL(/se-connecter/u);

    for (const expected of ['n’est pas exact', 'n’est pas exact', 'verrouillée']) {
      await signIn(page, identifier, 'ce n’est pas le bon mot');
      expect(await words(page)).toContain(expected);
    }
    await signIn(page, identifier, goodPassword);
    expect(await words(page)).toContain('verrouillée');

    await page.goto(`${product.addresses.site}/mot-de-passe-oublie`);
    await page.getByLabel('Identifiant', { exact: true }).fill(identifier);
    await page.locator('main form').getByRole('button').first().click();
    expect(await words(page)).toContain('messagerie');
    const token = await linkIn(email, /reinitialiser/u);
    await page.goto(`${product.addresses.site}/mot-de-passe/reinitialiser/${token}`);
    expect(page.url()).not.toContain(token);
    await page.locator('main input[type=password]').fill(next);
    await page.getByRole('button', { name: 'Modifier le mot de passe' }).click();
    expect(await heading(page)).toBe('Votre mot de passe est modifié');

    await signIn(page, identifier, next);
    await page.waitForURL(/\/mon-compte$/u);
    await waitUntil('the notice of the changed password', async () => (await outside.mails(email)).length >= 5);
    const told = (await subjects(email)).slice(2).join(' · ');
    expect(told).toMatch(/verrouill/iu);
    expect(told).toMatch(/modifi/iu);
  },
  90_000,
);

test('F7 with the keyboard only: another password by mail, signing in, a third password, signing out', async () => {
  const email = 'clavier-compte@exemple.fr';
  const identifier = await anAccount('lamalou', email);
  const page = await visitors.newPage();
  const keyboard = new Keyboard(page);
  await page.goto(`${product.addresses.site}/se-connecter`);
  await keyboard.follow('Mot de passe oublié');
  await keyboard.type('Identifiant', identifier);
  await keyboard.follow('Recevoir un courriel');
  await page.goto(`${product.addresses.site}/mot-de-passe/reinitialiser/${await linkIn(email, /reinitialiser/u)}`);
  await keyboard.type('Mot de passe', next);
  await keyboard.follow('Modifier le mot de passe');
  await keyboard.follow('Se connecter');
  await keyboard.type('Identifiant', identifier);
  await keyboard.type('Mot de passe', next);
  await keyboard.follow('Se connecter');
  await keyboard.follow('Changer mon mot de passe');
  await keyboard.type('Mot de passe actuel', next);
  await keyboard.type('Nouveau mot de passe', goodPassword);
  await keyboard.follow('Changer le mot de passe');
  await page.waitForURL(/\/mon-compte/u);
  await keyboard.follow('Se déconnecter');
  expect(page.url()).toMatch(/se-connecter/u);
  await signIn(page, identifier, goodPassword);
  await page.waitForURL(/\/mon-compte$/u);
}, 180_000);

test('every journey of it is read in Temporal, and ended; nothing of the person is', async () => {
  const email = 'canari-compte@exemple.fr';
  const identifier = await anAccount('nantes', email);
  for (let tries = 0; tries < 3; tries++) await post('/sessions', { identifier, password: 'pas le bon mot du tout' });
  await post('/password-resets', { identifier });
  const token = await linkIn(email, /reinitialiser/u);
  await post('/passwords', { token, password: next });
  const siret = establishments.nantes.siret;
  const ended = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const { type, status } of temporal.workflow.list({ query: `Siret = '${siret}'` }))
      found.push(`${type} ${status.name}`);
    return found.sort();
  };
  await waitUntil('four journeys to end', async () => {
    const all = await ended();
    return all.length >= 4 && all.every((one) => one.endsWith('COMPLETED'));
  });
  expect(await ended()).toEqual(expect.arrayContaining([`${lockoutWorkflow} COMPLETED`, 'passwordReset COMPLETED']));
  const files = readdirSync(join(dataDir, 'temporal')).map((file) => readFileSync(join(dataDir, 'temporal', file)));
  for (const secret of [email, identifier, token, next, 'Canarinom'])
    for (const file of files) expect(file.includes(secret)).toBe(false);
  expect(files.some((file) => file.includes(siret))).toBe(true); // the search can find
});

test('R25, R32 an identifier that nobody holds is locked alike, and starts nothing', async () => {
  const [identifier, before] = ['EP-0000-0000', await count()];
  const codes: (string | undefined)[] = [];
  for (let tries = 0; tries < 4; tries++)
    codes.push((await post('/sessions', { identifier, password: 'pas le bon mot du tout' })).body.code);
  expect(codes).toEqual(['credentials-refused', 'credentials-refused', 'identifier-locked', 'identifier-locked']);
  expect((await post('/password-resets', { identifier })).status).toBe(202);
  await everyRequestTaken();
  expect(await count()).toBe(before);
});
const count = async (): Promise<number> => (await temporal.workflow.count('ExecutionStatus != "Canceled"')).count;

test('F6 the identifiant on screen, and its owner is told', async () => {
  const email = 'f6@exemple.fr';
  const identifier = await anAccount('clamart', email);
  const page = await visitors.newPage();
  await page.goto(`${product.addresses.site}/identifiant-oublie`);
  await page.getByLabel('SIRET').fill(establishments.clamart.siret);
  await page.getByLabel('Nom', { exact: true }).fill('CANARINOM');
  await page.getByLabel('Prénom').fill('nadia');
  await page.getByLabel(/Courriel/u).fill(email.toUpperCase());
  await page.locator('main form').getByRole('button').last().click();
  expect(await words(page)).toContain(identifier);
  await waitUntil('the notice', async () => (await outside.mails(email)).length === 3);
  const [notice] = await outside.mails(email);
  expect((await outside.message(notice?.id ?? '')).text).not.toContain(identifier);
});

test('R28 a thousand requests: not locked, its session lives, five mails a day at most', async () => {
  const email = 'r28@exemple.fr';
  const identifier = await anAccount('clamartWater', email);
  const page = await visitors.newPage();
  await signIn(page, identifier, goodPassword);
  await page.waitForURL(/\/mon-compte$/u);
  for (let round = 0; round < 20; round++)
    await Promise.all(Array.from({ length: 50 }, () => post('/password-resets', { identifier })));
  await linkIn(email, /reinitialiser/u);
  await everyRequestTaken();
  await waitUntil(
    'no message waits',
    async () => (await sql(`select from mail_send where state in ('due', 'sending')`)).length === 0,
  );
  const resets = (await outside.mails(email)).filter(({ links }) => links.some((link) => /reinitialiser/u.test(link)));
  expect(resets.length).toBeLessThanOrEqual(5);
  await page.reload();
  expect(page.url()).toMatch(/\/mon-compte$/u);
  expect((await post('/sessions', { identifier, password: goodPassword })).status).toBe(201);
}, 180_000);

test('R47 Temporal away: signing in and asking for a reset go on, and the mail leaves when it is back', async () => {
  const email = 'r47-reset@exemple.fr';
  const identifier = await anAccount('cherbourg', email);
  product.processes.temporal?.signal('SIGKILL');
  expect((await post('/sessions', { identifier, password: goodPassword })).status).toBe(201);
  expect((await post('/password-resets', { identifier })).status).toBe(202);
  const token = await linkIn(email, /reinitialiser/u);
  expect((await post('/passwords', { token, password: next })).status).toBe(200);
  await waitUntil('the notice', async () => (await outside.mails(email)).length >= 4);
}, 180_000);

test('R47 Temporal’s store lost: an open reset gets its journey back, and its mail leaves', async () => {
  const email = 'r47-store@exemple.fr';
  const identifier = await anAccount('paris', email);
  await post('/password-resets', { identifier });
  await linkIn(email, /reinitialiser/u);
  const [account] = await sql<{ id: string }>('select id from account where email = $1', email);
  const id = passwordResetWorkflowId(account?.id ?? '');
  await temporal.workflow.getHandle(id).terminate('lost');
  await post('/password-resets', { identifier });
  await linkIn(email, /reinitialiser/u, 2);
  expect((await temporal.workflow.getHandle(id).describe()).status.name).toBe('RUNNING');
}, 120_000);
