import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { freshFolder } from '../tools/local/fresh-folder.js';
import { type LocalProduct, startLocal } from '../tools/local/start-local.js';
import { waitUntil } from '../tools/local/wait-until.js';
import { establishments } from './establishments.js';
import { fromOutside, type Outside, tokenIn } from './from-outside.js';
import { goodPassword } from './registering.js';

/**
 * PostgreSQL's files on a disk of 400 MB that fills up. A command of its own (`npm run outages:disk-full`): only root may mount
 * one. `npm test` proves the same of the API with an error that PostgreSQL is made to raise (`outages.e2e-spec.ts`).
 */
const dataDir = freshFolder('disk');
const disk = join(dataDir, 'postgres');
const ballast = join(disk, 'ballast');
let product: LocalProduct;
let outside: Outside;
beforeAll(async () => {
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', disk], { encoding: 'utf8' });
  if (mounted.status !== 0) throw new Error(`This needs root, who may mount a small disk: ${mounted.stderr}`);
  const { PATH, TEMPORAL_CLI_PATH } = process.env;
  const env = { PATH, TEMPORAL_CLI_PATH, ADDRESS_LIMITS: 'off', RESEND_INTERVAL: '1 second', RESENDS_PER_DAY: '1000' };
  product = await startLocal({ env, dataDir, ports: 'free', apps: ['api', 'worker'] });
  outside = fromOutside(product.addresses.api, product.addresses.inbox ?? '');
}, 120_000);
afterAll(async () => {
  await product?.stop();
  spawnSync('umount', [disk]);
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

/** Not a byte is left; and what PostgreSQL had set aside is used up by the owner, until it has no room for its log either. */
async function fill(): Promise<void> {
  const { bavail, bsize } = statfsSync(disk);
  if (bavail > 0) writeFileSync(ballast, Buffer.alloc(bavail * bsize), { flag: 'a' });
  const owner = new Client(product.env.MIGRATIONS_DATABASE_URL);
  owner.on('error', () => undefined);
  await owner
    .connect()
    .then(() => owner.query(`insert into junk select repeat(md5(random()::text), 100) from generate_series(1, 1000)`))
    .catch(() => undefined);
  await owner.end().catch(() => undefined);
}

test('R47 PostgreSQL’s disk full: writes are refused with 503, nothing acknowledged is lost, and it heals without a hand', async () => {
  const { lyon, ...others } = establishments;
  const before = await outside.register(lyon, 'before@exemple.fr');
  const token = tokenIn(await outside.mailed('before@exemple.fr'));
  const owner = new Client(product.env.MIGRATIONS_DATABASE_URL);
  await owner.connect();
  await owner.query('create table junk (text text)');
  await owner.end();
  const acknowledged: string[] = [];
  let refused = 0;
  const left = [others.bordeaux, others.nantes, others.clamart, others.paris];
  await waitUntil(
    'ten refusals',
    async () => {
      const write = left[0]
        ? await outside.register(left[0], `full-${left.length}@exemple.fr`)
        : await outside.call('POST', `/registrations/${before.body.id}/resend`, {});
      expect([200, 201, 202, 409, 429, 503]).toContain(write.status);
      if (write.status === 503) {
        expect([write.body.code, Number(write.retryAfter) > 0]).toEqual(['unavailable', true]);
        refused += 1;
      } else if (left.shift()) acknowledged.push(write.body.id);
      await fill();
      return refused >= 10;
    },
    { patience: 120_000, every: 100 },
  );
  expect((await outside.health()).live).toBe(200);

  unlinkSync(ballast);
  await waitUntil('ready', async () => (await outside.health()).ready === 200, { patience: 90_000 });
  for (const id of acknowledged)
    await waitUntil('it goes on', async () => (await outside.follow(id)).status === 'awaiting-password');
  expect((await outside.call('POST', '/passwords', { token, password: goodPassword })).status).toBe(200);
  const [first] = left;
  if (first) expect((await outside.register(first, 'after@exemple.fr')).status).toBe(201);
}, 240_000);
