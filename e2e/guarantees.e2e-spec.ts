import { registrationWorkflowId } from '@app/contracts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from '../tools/local/fresh-folder.js';
import { type LocalProduct, startLocal } from '../tools/local/start-local.js';
import { waitUntil } from '../tools/local/wait-until.js';
import { establishments } from './establishments.js';
import { fromOutside, type Outside, tokenIn } from './from-outside.js';
import { goodPassword } from './registering.js';

/** What is promised of a registration when things go wrong, seen from outside: HTTP, inbox, Temporal. */
let product: LocalProduct;
let outside: Outside;
let temporal: Client;
const dataDir = freshFolder('e2e');

beforeAll(async () => {
  const env = {
    PATH: process.env.PATH,
    TEMPORAL_CLI_PATH: process.env.TEMPORAL_CLI_PATH,
    ADDRESS_LIMITS: 'off',
    CREATION_LINK_LIFETIME: '25 seconds',
  };
  product = await startLocal({ env, dataDir, ports: 'free', durable: false });
  outside = fromOutside(product.addresses.api, product.addresses.inbox ?? '');
  temporal = new Client({ connection: Connection.lazy({ address: product.env.TEMPORAL_ADDRESS }) });
}, 120_000);
afterAll(async () => {
  await temporal?.connection.close();
  await product?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 120_000);

const handle = (caseNumber: string) => temporal.workflow.getHandle(registrationWorkflowId(caseNumber));
describe('many at once', () => {
  test('R01 one request sent ten times with its key: one answer, one journey, one mail', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => outside.register(establishments.lyon, 'r01@exemple.fr', 'r01')),
    );
    const [first] = answers;
    expect(first?.status).toBe(201);
    for (const answer of answers) expect(answer).toEqual(first);
    await outside.mailed('r01@exemple.fr');
    const cases = [];
    for await (const run of temporal.workflow.list({ query: `Siret = '${establishments.lyon.siret}'` }))
      cases.push(run.workflowId);
    expect(cases).toEqual([registrationWorkflowId(first?.body.caseNumber ?? '')]);
    expect(await outside.mails('r01@exemple.fr')).toHaveLength(1);
  });

  test('R02 64 clients on one SIRET: one wins, 63 are told that it is in progress; one journey, one mail', async () => {
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) => outside.register(establishments.nantes, `r02-${n}@exemple.fr`)),
    );
    const codes = answers.map(({ status, body }) => body.code ?? String(status)).sort();
    expect(codes).toEqual(['201', ...Array.from({ length: 63 }, () => 'registration-in-progress')]);
    const winner = answers.findIndex(({ status }) => status === 201);
    await outside.mailed(`r02-${winner}@exemple.fr`);
    const others = await Promise.all(
      answers.map(async (_, n) => (n === winner ? [] : outside.mails(`r02-${n}@exemple.fr`))),
    );
    expect(others.flat()).toEqual([]);
  });
});

describe('the relay', () => {
  test('R03 hanging, it holds up the mail and not the answer', async () => {
    await outside.fault('hang', 'r03@exemple.fr');
    const { status, body } = await outside.register(establishments.bordeaux, 'r03@exemple.fr');
    expect([status, body.status]).toEqual([201, 'awaiting-password']);
    expect(await outside.mails('r03@exemple.fr')).toEqual([]);
    await outside.noFaults();
    await outside.mailed('r03@exemple.fr');
  });

  test('R05 answering 451 for a while: the mail leaves without a human, and the page is not blocked', async () => {
    await outside.fault('refuse-451', 'r05@exemple.fr', 2);
    const { body } = await outside.register(establishments.clamart, 'r05@exemple.fr');
    expect((await outside.follow(body.id)).status).toBe('awaiting-password');
    expect(await outside.mailed('r05@exemple.fr')).toHaveLength(1);
  });

  test('R06 answering 550: blocked at once, the counsellor is named, others get their mail; `retryStep` sends the same message', async () => {
    await outside.fault('refuse-550', 'r06@exemple.fr');
    const { body } = await outside.register(establishments.cherbourg, 'r06@exemple.fr');
    await waitUntil('the block', async () => (await outside.follow(body.id)).status === 'blocked');
    expect((await outside.follow(body.id)).nextStep).toBe('call');
    await outside.register(establishments.clamartWater, 'r06-other@exemple.fr');
    await outside.mailed('r06-other@exemple.fr');
    await outside.noFaults();
    const said = await handle(body.caseNumber).executeUpdate<string, [object]>('retryStep', {
      args: [{ operator: 'alice' }],
    });
    expect(said).toBe('L’étape est relancée.');
    await outside.mailed('r06@exemple.fr');
    await waitUntil('the case to go on', async () => (await outside.follow(body.id)).status === 'awaiting-password');
  });
});

describe('the end', () => {
  test('R08 cancelled from the Temporal CLI or UI: the person is told, and the establishment can register again', async () => {
    const { body } = await outside.register(establishments.paris, 'r08@exemple.fr');
    await outside.mailed('r08@exemple.fr');
    await handle(body.caseNumber).executeUpdate<string, []>('cancel');
    expect((await outside.follow(body.id)).status).toBe('cancelled');
    expect((await outside.register(establishments.paris, 'r08-again@exemple.fr')).status).toBe(201);
    await outside.mailed('r08@exemple.fr', 2);
  });

  test('R11 no password before the deadline: expired, its link dead, the person told, and the establishment can register again', async () => {
    const { body } = await outside.register(establishments.gironde, 'r11@exemple.fr');
    const token = tokenIn(await outside.mailed('r11@exemple.fr'));
    await waitUntil('the end', async () => (await outside.follow(body.id)).status === 'expired', { patience: 60_000 });
    const refused = await outside.call('POST', '/passwords', { token, password: goodPassword });
    expect([refused.status, refused.body.code]).toEqual([410, 'link-expired']);
    await waitUntil('the mail', async () =>
      (await outside.mails('r11@exemple.fr')).some(({ subject }) => subject.includes('expiré')),
    );
    expect((await outside.register(establishments.gironde, 'r11-again@exemple.fr')).status).toBe(201);
  }, 180_000);
});

describe('what dies comes back', () => {
  test('R47 the worker killed while a registration is on its way: it goes on by itself', async () => {
    product.processes.worker?.signal('SIGKILL');
    const { status, body } = await outside.register(establishments.brittany, 'r47-worker@exemple.fr');
    expect([201, 202]).toContain(status);
    await outside.mailed('r47-worker@exemple.fr');
    expect((await outside.follow(body.id)).status).toBe('awaiting-password');
  });

  test('R47 Temporal’s store lost altogether: the live case gets its journey back from facts', async () => {
    const { body } = await outside.register(establishments.leHavre, 'r47-store@exemple.fr');
    const token = tokenIn(await outside.mailed('r47-store@exemple.fr'));
    product.processes.temporal?.signal('SIGKILL');
    const folder = join(dataDir, 'temporal');
    for (const file of readdirSync(folder).filter((name) => name.startsWith('temporal.db'))) rmSync(join(folder, file));
    await waitUntil(
      'Temporal',
      () =>
        temporal.workflowService.getSystemInfo({}).then(
          () => true,
          () => false,
        ),
      { patience: 30_000, every: 500 },
    );
    await waitUntil(
      'its journey',
      () => {
        const { status } = spawnSync(process.execPath, ['dist/tools/reconcile/main.js'], { env: product.env });
        return (
          status === 0 &&
          handle(body.caseNumber)
            .describe()
            .then(
              ({ status: { name } }) => name === 'RUNNING',
              () => false,
            )
        );
      },
      { patience: 30_000, every: 500 },
    );
    const { status } = await outside.call('POST', '/passwords', { token, password: goodPassword });
    expect(status).toBe(200);
    await waitUntil(
      'the welcome',
      async () => (await outside.mails('r47-store@exemple.fr')).some(({ subject }) => subject.includes('ouvert')),
      { patience: 30_000, every: 500 },
    );
  }, 180_000);
});

test('R12 name, address, token, code and password of a whole journey are found in no file of Temporal and in no log', async () => {
  const { body } = await outside.register(establishments.lyonMetropolis, 'canari-r12@exemple.fr');
  const mails = await outside.mailed('canari-r12@exemple.fr');
  const [token, code] = [tokenIn(mails), mails[0]?.code ?? '?'];
  const password = 'perruche orage 7413 tiroir lune';
  expect((await outside.call('POST', '/passwords', { token, password })).status).toBe(200);
  await outside.mailed('canari-r12@exemple.fr', 2);

  const files = ['temporal', 'logs'].flatMap((folder) =>
    readdirSync(join(dataDir, folder))
      .map((name) => join(dataDir, folder, name))
      .filter((file) => statSync(file).isFile()),
  );
  const finds = (text: string) => files.filter((file) => readFileSync(file).includes(Buffer.from(text)));
  // Were the search blind, it would not find the case's number either.
  expect(finds(body.caseNumber).map((file) => file.includes('temporal.db'))).toContain(true);
  expect(finds(body.caseNumber).some((file) => file.endsWith('worker.log'))).toBe(true);
  for (const secret of ['Canarinom', 'canari-r12', password, token, code]) expect(finds(secret)).toEqual([]);
});
