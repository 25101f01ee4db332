import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { waitUntil } from '../tools/local/wait-until.js';
import { tokenIn } from './from-outside.js';
import { type OutageProduct, startOutageProduct } from './outage-product.js';
import { goodPassword } from './registering.js';

/** R13: the clock of api or worker is an hour off; PostgreSQL's is right, as is this test's. */
const hour = 3_600;
const wrong = [
  { api: hour, worker: -hour },
  { api: -hour, worker: hour },
];
const products: OutageProduct[] = [];
beforeAll(async () => {
  const started = wrong.map((clocks) => startOutageProduct(3, { CREATION_LINK_LIFETIME: '12 seconds' }, clocks));
  products.push(...(await Promise.all(started)));
}, 120_000);
afterAll(async () => void (await Promise.all(products.map((product) => product.stop()))), 60_000);

/** Milliseconds after `deadline` may be negative. */
const at = (deadline: string, ms: number) =>
  waitUntil(`${ms} ms after ${deadline}`, () => Date.now() >= Date.parse(deadline) + ms, { every: 10 });

/** What a person and the journey see of a deadline. */
async function story(product: OutageProduct): Promise<void> {
  const registered = async (email: string) => {
    const { body } = await product.register(product.fresh(), email);
    return { ...body, token: tokenIn(await product.mailed(email)) };
  };
  const state = async (token: string) => (await product.call('POST', '/password-links/inspect', { token })).body;
  const create = (token: string) => product.call('POST', '/passwords', { token, password: goodPassword });

  const [used, late] = [await registered('used@exemple.fr'), await registered('late@exemple.fr')];
  await at(used.deadline, -4_000);
  expect((await create(used.token)).status).toBe(200);
  await at(late.deadline, -1_000);
  expect(await state(late.token)).toMatchObject({ state: 'valid' });
  expect((await product.follow(late.id)).status).toBe('awaiting-password');
  await at(late.deadline, 1_000);
  expect(await state(late.token)).toMatchObject({ state: 'expired' });
  expect(await create(late.token)).toMatchObject({ status: 410, body: { code: 'link-expired' } });
  await waitUntil('the end', async () => (await product.follow(late.id)).status === 'expired');
}

/** Seconds from the deadline to the end of the one case that expired, by the database's clock. */
async function closedAfter({ parts }: OutageProduct): Promise<number | undefined> {
  const database = new Client(parts.ownerUrl);
  await database.connect();
  const { rows } = await database.query<{ late: number }>(
    `select extract(epoch from ended_at - deadline)::float as late from registration where status = 'expired'`,
  );
  await database.end();
  return rows[0]?.late;
}

/** By what each process writes in its log, seconds. */
const shiftOf = ({ parts }: OutageProduct, app: 'api' | 'worker'): number => {
  const { text = '' } = parts.logs().find(({ name }) => name === app) ?? {};
  const { time } = JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as { time: string | number };
  return (new Date(time).getTime() - Date.now()) / 1_000;
};

test('R13 clocks of api and worker an hour off: a link is valid until a second before its end, dead a second after, its case closed then', async () => {
  await Promise.all(products.map(story));
  for (const [index, product] of products.entries()) {
    const late = await closedAfter(product);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(60);
    // Were the clocks right after all, nothing would be proved.
    for (const app of ['api', 'worker'] as const)
      expect(Math.abs(shiftOf(product, app) - (wrong[index]?.[app] ?? 0))).toBeLessThan(hour / 2);
  }
}, 120_000);
