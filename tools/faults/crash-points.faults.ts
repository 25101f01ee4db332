import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalProduct, startLocal } from '../local/start-local.js';
import { waitUntil } from '../local/wait-until.js';
import { crashPoints } from './crash-points.js';

/**
 * R04: whatever line the process dies on, the journey ends the same. Every point at once, each on a registration of its own: one
 * product, whose api and worker are killed at one point after the other and started again by the supervisor.
 */
let product: LocalProduct;
const dataDir = mkdtempSync(join(tmpdir(), 'parcours-crash-'));
chmodSync(dataDir, 0o711);
const order = join(dataDir, 'crash-at');

beforeAll(async () => {
  const env = {
    ...{ PATH: process.env.PATH, TEMPORAL_CLI_PATH: process.env.TEMPORAL_CLI_PATH, CRASH_AT: order },
    ...{ ADDRESS_LIMITS: 'off', RESEND_INTERVAL: '1 second', LINK_REUSE_WINDOW: '1 hour' },
  };
  product = await startLocal({
    env,
    dataDir,
    ports: 'free',
    durable: false,
    waits: { shortest: 100, longest: 500, longLife: 60_000 },
  });
}, 120_000);
afterAll(async () => {
  await product?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

interface Case {
  id: string;
  status: string;
}
interface Mail {
  subject: string;
  links: string[];
}

/** Repeated as a person or a browser would, until somebody answers: a killed process answers nobody. */
async function insist(
  path: string,
  body?: object,
  key?: string,
): Promise<{ status: number; body: Case & { code?: string } }> {
  for (let tries = 0; ; tries += 1) {
    try {
      const response = await fetch(`${product.addresses.api}/v1${path}`, {
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
        headers: { 'content-type': 'application/json', ...(key ? { 'Idempotency-Key': key } : {}) },
      });
      if (response.status < 500) return { status: response.status, body: (await response.json()) as Case };
    } catch (error) {
      if (tries > 120) throw error;
    }
    await new Promise((later) => setTimeout(later, 250));
  }
}

const mails = async (to: string): Promise<Mail[]> =>
  (await (await fetch(`${product.addresses.inbox}/messages?to=${encodeURIComponent(to)}`)).json()) as Mail[];
const of = (all: Mail[], subject: RegExp): Mail[] => all.filter((mail) => subject.test(mail.subject));

const demo = readFileSync('data/demo-contracts.csv', 'utf8').trim().split('\n').slice(1);
const eligible = new Set(
  (
    JSON.parse(readFileSync('data/establishments.json', 'utf8')) as {
      establishments: { siret: string; legalCategory: string; state: string; behaviour?: string }[];
    }
  ).establishments
    .filter(
      ({ legalCategory, state, behaviour }) =>
        /^7[2-3]/u.test(legalCategory) && state === 'open' && !/directory|partial/u.test(behaviour ?? ''),
    )
    .map(({ siret }) => siret),
);
const contracts = demo.map((line) => line.split(';')).filter(([siret = '']) => eligible.has(siret));
let next = 0;
/** An establishment nobody has registered yet. */
const fresh = (): { siret: string; contractNumber: string } => {
  const [siret = '', , contractNumber = ''] = contracts[next++] ?? [];
  if (!siret) throw new Error('the demo data holds no further establishment');
  return { siret, contractNumber };
};

/** Registers, asks once more where the point is there, creates the password. Answers where the case ended. */
async function story(point: string, email: string): Promise<string> {
  const applicant = { lastName: 'Martin', firstName: 'Nadia', email };
  const request = { route: 'classic', ...fresh(), applicant, acceptTerms: true };
  if (!/password|Welcome|resend/u.test(point)) writeFileSync(order, point);
  const { body } = await insist('/registrations', request, email);
  await waitUntil('the creation mail', async () => of(await mails(email), /Créez/u).length > 0, {
    patience: 90_000,
    every: 200,
  });
  if (/resend/u.test(point)) {
    writeFileSync(order, point);
    await insist(`/registrations/${body.id}/resend`, {}, `again-${email}`);
    await waitUntil('the second mail', async () => of(await mails(email), /Créez/u).length > 1, {
      patience: 90_000,
      every: 200,
    });
  }
  if (/password|Welcome/u.test(point)) writeFileSync(order, point);
  const token = of(await mails(email), /Créez/u)[0]
    ?.links.find((link) => link.includes('/creer/'))
    ?.split('/')
    .at(-1);
  const created = await insist('/passwords', { token, password: 'brouette lundi saxophone marée' });
  // Killed between its commit and its answer, the person is told that the link has served: so it has.
  expect([200, 409]).toContain(created.status);
  await waitUntil('the welcome', async () => of(await mails(email), /ouvert/u).length > 0, {
    patience: 90_000,
    every: 200,
  });
  return (await insist(`/registrations/${body.id}`)).body.status;
}

const points = crashPoints().filter((point) => !/api\.email|^notice/u.test(point));

test.each(points)(
  'R04 killed at %s, the journey ends the same, each message at least once',
  async (point) => {
    const email = `${point.replaceAll(/[^a-z]/giu, '-').toLowerCase()}@exemple.fr`;
    const ending = await story(point, email);
    expect(existsSync(order)).toBe(false); // the point was reached, and killed
    expect(ending).toBe('completed');
    const all = await mails(email);
    // Perhaps delivered, perhaps not: a message may be repeated once where the process died around its final dot.
    const copies = /mail\.after-(?:dotted|answer)|activity\.send/u.test(point) ? 2 : 1;
    for (const subject of [/Créez/u, /ouvert/u])
      expect(of(all, subject).length).toBeLessThanOrEqual(copies + (/resend/u.test(point) ? 1 : 0));
  },
  240_000,
);
