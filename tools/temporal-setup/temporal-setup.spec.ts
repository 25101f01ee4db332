import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { appArguments } from '../local/apps.js';
import { freshFolder } from '../local/fresh-folder.js';
import { freePorts } from '../local/ports.js';
import { type ProcessGroup, startGroup } from '../local/processes/process-group.js';
import { type LocalProduct, startLocal } from '../local/start-local.js';
import { StartRefused } from '../local/start-refused.js';
import { waitUntil } from '../local/wait-until.js';
import { type BareTemporal, startBareTemporal } from '../testing/bare-temporal.js';

const folder = freshFolder('setup');
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^TEMPORAL_[AN]/u.test(name)));
let temporal: BareTemporal;
let services: LocalProduct;
beforeAll(async () => {
  temporal = await startBareTemporal(join(folder, 'bare'));
  services = await startLocal({
    ...{ env: { ...inherited, TEMPORAL_ADDRESS: temporal.address }, dataDir: join(folder, 'services') },
    ...{ ports: 'free', apps: [], durable: false },
  });
}, 120_000);
afterAll(async () => {
  await services?.stop();
  await temporal?.stop();
  rmSync(folder, { recursive: true });
}, 60_000);

const command = (namespace: string, address = temporal.address) =>
  spawnSync(process.execPath, ['dist/tools/temporal-setup/main.js'], {
    env: { ...inherited, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace },
    encoding: 'utf8',
  });

/** api and worker as a deployment starts them: no set-up before. */
async function deploy(namespace: string) {
  const [api = 0, health = 0] = await freePorts(2);
  const env = {
    ...services.env,
    ...{ TEMPORAL_NAMESPACE: namespace, API_PORT: String(api), WORKER_HEALTH_PORT: String(health) },
    ADDRESS_LIMITS: 'off',
  };
  const logOf = (name: string) => join(folder, namespace, `${name}.log`);
  const groups: ProcessGroup[] = [];
  for (const name of ['api', 'worker'] as const) {
    const node = { name, command: process.execPath, args: appArguments(name), env };
    groups.push(await startGroup({ ...node, logFile: logOf(name), runFolder: join(folder, namespace, 'run') }));
  }
  const ready = async (port: number) => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    const body = ((await answer?.json()) ?? {}) as Record<string, unknown>;
    return { status: answer?.status, body };
  };
  return {
    ...{ groups, api: `http://127.0.0.1:${api}/v1`, readiness: () => Promise.all([ready(api), ready(health)]) },
    logs: () => ['api', 'worker'].map((name) => readFileSync(logOf(name), 'utf8')),
    stop: () => Promise.all(groups.map((group) => group.stop())),
  };
}

test('R55 a namespace that is missing: readiness and logs name it and the command, which mends it with no restart', async () => {
  const product = await deploy('elsewhere');
  try {
    const lacking = { missing: ['namespace elsewhere'], command: 'npm run temporal:setup' };
    const isTold = async () => (await product.readiness()).every(({ body }) => body.command === lacking.command);
    await waitUntil('api and worker say what is missing', isTold);
    for (const { status, body } of await product.readiness()) {
      expect(status).toBe(503);
      expect(body).toMatchObject(lacking);
    }
    const registered = await fetch(`${product.api}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ route: 'classic', siret: '99990004600015', contractNumber: 'DEMO2024017', acceptTerms: true },
        applicant: { lastName: 'Canarinom', firstName: 'Nadia', email: 'r55@exemple.fr' },
      }),
    });
    expect(registered.status).toBe(202);
    const { id } = (await registered.json()) as { id: string };
    for (const log of product.logs()) expect(log).toContain('"missing":["namespace elsewhere"]');
    // What Temporal said, not only that it refused.
    await waitUntil('the relay’s log holds Temporal’s words', () =>
      /"grpc":\{"status":"NOT_FOUND","details":"[^"]*elsewhere/u.test(product.logs()[1] ?? ''),
    );

    expect(command('elsewhere')).toMatchObject({ status: 0 });
    await waitUntil('the journey has begun', async () => {
      const answer = await fetch(`${product.api}/registrations/${id}`);
      return ((await answer.json()) as { status: string }).status === 'awaiting-password';
    });
    await waitUntil('all are ready', async () => (await product.readiness()).every(({ status }) => status === 200));
    expect(product.groups.every((group) => group.isRunning())).toBe(true);
  } finally {
    await product.stop();
  }
}, 180_000);

test('R55 npm start prepares an outside Temporal, and refuses one that does not answer', async () => {
  const { stdout, status } = command('default');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Temporal is ready for journeys \([^\n]+\)\.\n$/u);
  const [nowhere = 0] = await freePorts(1);
  const env = { ...inherited, TEMPORAL_ADDRESS: `127.0.0.1:${nowhere}` };
  const refused = startLocal({ env, dataDir: join(folder, 'refused'), ports: 'free', apps: [], durable: false });
  await expect(refused).rejects.toThrow(StartRefused);
  await expect(refused).rejects.toThrow('npm run temporal:setup');
}, 120_000);
