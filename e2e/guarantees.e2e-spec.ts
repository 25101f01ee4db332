import { registrationWorkflowId } from '@app/contracts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalProduct, startLocal } from '../tools/local/start-local.js';
import { waitUntil } from '../tools/local/wait-until.js';
import { type DemoEstablishment, establishments } from './establishments.js';
import { goodPassword } from './registering.js';

/** What is promised of a registration when things go wrong, seen from outside: HTTP, inbox, Temporal. */
let product: LocalProduct;
let temporal: Client;
const dataDir = mkdtempSync(join(tmpdir(), 'parcours-e2e-'));
chmodSync(dataDir, 0o711); // as root, PostgreSQL runs as user postgres, who must get through

beforeAll(async () => {
  const env = {
    PATH: process.env.PATH,
    TEMPORAL_CLI_PATH: process.env.TEMPORAL_CLI_PATH,
    ADDRESS_LIMITS: 'off',
    CREATION_LINK_LIFETIME: '25 seconds',
  };
  product = await startLocal({ env, dataDir, ports: 'free', durable: false });
  temporal = new Client({ connection: Connection.lazy({ address: product.env.TEMPORAL_ADDRESS }) });
}, 120_000);
afterAll(async () => {
  await temporal?.connection.close();
  await product?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

interface Answer {
  status: number;
  body: { id: string; caseNumber: string; status: string; code?: string; nextStep?: string; identifier?: string };
}

const call = async (
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const response = await fetch(`${product.addresses.api}/v1${path}`, {
    method,
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
};
const register = ({ siret, contract }: DemoEstablishment, email: string, key?: string): Promise<Answer> =>
  call(
    'POST',
    '/registrations',
    {
      ...{ route: 'classic', siret, contractNumber: contract, acceptTerms: true },
      applicant: { lastName: 'Canarinom', firstName: 'Nadia', email },
    },
    key ? { 'Idempotency-Key': key } : {},
  );
const follow = async (id: string) => (await call('GET', `/registrations/${id}`)).body;

interface Mail {
  id: string;
  subject: string;
  links: string[];
  code: string | null;
}
const mails = async (to: string): Promise<Mail[]> =>
  (await (await fetch(`${product.addresses.inbox}/messages?to=${encodeURIComponent(to)}`)).json()) as Mail[];
const mailed = async (to: string, count = 1): Promise<Mail[]> => {
  await waitUntil(`${count} mails to ${to}`, async () => (await mails(to)).length >= count, { patience: 30_000 });
  return mails(to);
};
const fault = (match: string, kind: string, times?: number) =>
  fetch(`${product.addresses.inbox}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ match, fault: kind, ...(times ? { times } : {}) }),
  });
const noFaults = () => fetch(`${product.addresses.inbox}/faults`, { method: 'DELETE' });
const handle = (caseNumber: string) => temporal.workflow.getHandle(registrationWorkflowId(caseNumber));
const tokenOf = (mail: Mail | undefined): string =>
  mail?.links
    .find((link) => link.includes('/creer/'))
    ?.split('/')
    .at(-1) ?? '';

describe('many at once', () => {
  test('R01 one request sent ten times with its key: one answer, one journey, one mail', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => register(establishments.lyon, 'r01@exemple.fr', 'r01')),
    );
    const [first] = answers;
    expect(first?.status).toBe(201);
    for (const answer of answers) expect(answer).toEqual(first);
    await mailed('r01@exemple.fr');
    const cases = [];
    for await (const run of temporal.workflow.list({ query: `Siret = '${establishments.lyon.siret}'` }))
      cases.push(run.workflowId);
    expect(cases).toEqual([registrationWorkflowId(first?.body.caseNumber ?? '')]);
    expect(await mails('r01@exemple.fr')).toHaveLength(1);
  });

  test('R02 64 clients on one SIRET: one wins, 63 are told that it is in progress; one journey, one mail', async () => {
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) => register(establishments.nantes, `r02-${n}@exemple.fr`)),
    );
    const codes = answers.map(({ status, body }) => body.code ?? String(status)).sort();
    expect(codes).toEqual(['201', ...Array.from({ length: 63 }, () => 'registration-in-progress')]);
    const winner = answers.findIndex(({ status }) => status === 201);
    await mailed(`r02-${winner}@exemple.fr`);
    const others = await Promise.all(answers.map(async (_, n) => (n === winner ? [] : mails(`r02-${n}@exemple.fr`))));
    expect(others.flat()).toEqual([]);
  });
});

describe('the relay', () => {
  test('R03 hanging, it holds up the mail and not the answer', async () => {
    await fault('r03@exemple.fr', 'hang');
    const { status, body } = await register(establishments.bordeaux, 'r03@exemple.fr');
    expect([status, body.status]).toEqual([201, 'awaiting-password']);
    expect(await mails('r03@exemple.fr')).toEqual([]);
    await noFaults();
    await mailed('r03@exemple.fr');
  });

  test('R05 answering 451 for a while: the mail leaves without a human, and the page is not blocked', async () => {
    await fault('r05@exemple.fr', 'refuse-451', 2);
    const { body } = await register(establishments.clamart, 'r05@exemple.fr');
    expect((await follow(body.id)).status).toBe('awaiting-password');
    expect(await mailed('r05@exemple.fr')).toHaveLength(1);
  });

  test('R06 answering 550: blocked at once, the counsellor is named, others get their mail; `retryStep` sends the same message', async () => {
    await fault('r06@exemple.fr', 'refuse-550');
    const { body } = await register(establishments.cherbourg, 'r06@exemple.fr');
    await waitUntil('the block', async () => (await follow(body.id)).status === 'blocked');
    expect((await follow(body.id)).nextStep).toBe('call');
    await register(establishments.clamartWater, 'r06-other@exemple.fr');
    await mailed('r06-other@exemple.fr');
    await noFaults();
    const said = await handle(body.caseNumber).executeUpdate<string, [object]>('retryStep', {
      args: [{ operator: 'alice' }],
    });
    expect(said).toBe('L’étape est relancée.');
    await mailed('r06@exemple.fr');
    await waitUntil('the case to go on', async () => (await follow(body.id)).status === 'awaiting-password');
  });
});

describe('the end', () => {
  test('R08 cancelled from the Temporal CLI or UI: the person is told, and the establishment can register again', async () => {
    const { body } = await register(establishments.paris, 'r08@exemple.fr');
    await mailed('r08@exemple.fr');
    await handle(body.caseNumber).executeUpdate<string, []>('cancel');
    expect((await follow(body.id)).status).toBe('cancelled');
    expect((await register(establishments.paris, 'r08-again@exemple.fr')).status).toBe(201);
    await mailed('r08@exemple.fr', 2);
  });

  test('R11 no password before the deadline: expired, its link dead, the person told, and the establishment can register again', async () => {
    const { body } = await register(establishments.gironde, 'r11@exemple.fr');
    const token = tokenOf((await mailed('r11@exemple.fr'))[0]);
    await waitUntil('the end', async () => (await follow(body.id)).status === 'expired', { patience: 60_000 });
    const refused = await call('POST', '/passwords', { token, password: goodPassword });
    expect([refused.status, refused.body.code]).toEqual([410, 'link-expired']);
    await waitUntil('the mail', async () =>
      (await mails('r11@exemple.fr')).some(({ subject }) => subject.includes('expiré')),
    );
    expect((await register(establishments.gironde, 'r11-again@exemple.fr')).status).toBe(201);
  }, 90_000);
});

describe('what dies comes back', () => {
  test('R47 the worker killed while a registration is on its way: it goes on by itself', async () => {
    product.processes.worker?.signal('SIGKILL');
    const { status, body } = await register(establishments.brittany, 'r47-worker@exemple.fr');
    expect([201, 202]).toContain(status);
    await mailed('r47-worker@exemple.fr');
    expect((await follow(body.id)).status).toBe('awaiting-password');
  });

  test('R47 Temporal’s store lost altogether: the live case gets its journey back from facts', async () => {
    const { body } = await register(establishments.leHavre, 'r47-store@exemple.fr');
    const token = tokenOf((await mailed('r47-store@exemple.fr'))[0]);
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
    const { status } = await call('POST', '/passwords', { token, password: goodPassword });
    expect(status).toBe(200);
    await waitUntil(
      'the welcome',
      async () => (await mails('r47-store@exemple.fr')).some(({ subject }) => subject.includes('ouvert')),
      { patience: 30_000, every: 500 },
    );
  }, 90_000);
});

test('R12 name, address, token, code and password of a whole journey are found in no file of Temporal and in no log', async () => {
  const { body } = await register(establishments.lyonMetropolis, 'canari-r12@exemple.fr');
  const [mail] = await mailed('canari-r12@exemple.fr');
  const password = 'canari orage 7413 tiroir lune';
  expect((await call('POST', '/passwords', { token: tokenOf(mail), password })).status).toBe(200);
  await mailed('canari-r12@exemple.fr', 2);

  const files = ['temporal', 'logs'].flatMap((folder) =>
    readdirSync(join(dataDir, folder))
      .map((name) => join(dataDir, folder, name))
      .filter((file) => statSync(file).isFile()),
  );
  const finds = (text: string) => files.filter((file) => readFileSync(file).includes(Buffer.from(text)));
  // Were the search blind, it would not find the case's number either.
  expect(finds(body.caseNumber).map((file) => file.includes('temporal.db'))).toContain(true);
  expect(finds(body.caseNumber).some((file) => file.endsWith('worker.log'))).toBe(true);
  for (const secret of ['Canarinom', 'canari-r12', password, tokenOf(mail), mail?.code ?? '?'])
    expect(finds(secret)).toEqual([]);
});
