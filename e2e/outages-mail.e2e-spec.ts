import { registrationWorkflowId } from '@app/contracts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { FaultKind } from '../tools/local/inbox/faults.js';
import { waitUntil } from '../tools/local/wait-until.js';
import { tokenIn } from './from-outside.js';
import { type OutageProduct, startOutageProduct } from './outage-product.js';

/** The relay at its worst (`docs/architecture.md`, « Mail's promise »): away, or failing at one phase of a conversation. */
const waiting = Number(process.env.WAITING_CASES ?? 60);
let product: OutageProduct;
beforeAll(async () => {
  product = await startOutageProduct(waiting + 10);
  await product.fault('hang', 'hang@exemple.fr', 1);
  await registered('hang@exemple.fr'); // the last test looks at it: giving up takes its time
}, 120_000);
afterAll(async () => product?.stop(), 60_000);

const registered = async (email: string) => (await product.register(product.fresh(), email)).body;
const pressRetry = (caseNumber: string) =>
  product.temporal.workflow
    .getHandle(registrationWorkflowId(caseNumber))
    .executeUpdate<string, [object]>('retryStep', { args: [{ operator: 'alice' }] });

test.each<[FaultKind, string]>([
  ['refuse-451', 'answers 451 twice'],
  ['drop-before-data', 'hangs up before the content, twice'],
  ['drop-in-data', 'hangs up within the content, twice'],
  ['down', 'lets nobody in, twice'],
])(
  'R05 the relay (%s) %s: the message leaves by itself, once',
  async (kind) => {
    const email = `${kind}@exemple.fr`;
    await product.fault(kind, kind === 'down' ? undefined : email, 2);
    const { id } = await registered(email);
    await product.mailed(email);
    await waitUntil('it is noted', async () => (await product.follow(id)).status === 'awaiting-password');
    expect(await product.mails(email)).toHaveLength(1);
  },
  60_000,
);

test('R06 the relay refuses for good: blocked at once, and not one more try', async () => {
  await product.fault('refuse-550', 'refused@exemple.fr', 1);
  const { id } = await registered('refused@exemple.fr');
  await waitUntil('the block', async () => (await product.follow(id)).status === 'blocked');
  await registered('after-refused@exemple.fr');
  await product.mailed('after-refused@exemple.fr');
  expect(await product.mails('refused@exemple.fr')).toEqual([]);
  const tries = product.parts.relayWatch.handOvers.filter(({ recipient }) => recipient === 'refused@exemple.fr');
  expect(tries).toHaveLength(1);
});

test('the answer to the final dot is lost twice: two copies with one Message-ID and one link, a minute apart, then blocked', async () => {
  const email = 'dot@exemple.fr';
  await product.fault('drop-after-data', email, 2);
  const { id, caseNumber } = await registered(email);
  const aMinutePasses = async () => {
    const database = new Client(product.parts.ownerUrl);
    await database.connect();
    await database.query(
      `update mail_send m set attempted_at = attempted_at - interval '61 seconds'
       from registration r where r.id = m.registration_id and r.case_number = $1`,
      [caseNumber],
    );
    await database.end();
  };
  await product.mailed(email);
  await pressRetry(caseNumber);
  await registered('dot-after@exemple.fr');
  await product.mailed('dot-after@exemple.fr');
  expect(await product.mails(email)).toHaveLength(1); // however much somebody presses

  await aMinutePasses();
  await pressRetry(caseNumber);
  const copies = await product.mailed(email, 2);
  const [first, second] = await Promise.all(copies.map((copy) => product.message(copy.id)));
  expect(first?.messageId).toBe(second?.messageId);
  expect(tokenIn(copies.slice(0, 1))).toBe(tokenIn(copies.slice(1)));

  await aMinutePasses();
  await pressRetry(caseNumber);
  await waitUntil('the block', async () => (await product.follow(id)).status === 'blocked');
  expect(await product.mails(email)).toHaveLength(2);
});

test(`R05 ${waiting} cases wait for a dead relay: it is asked a few times a minute, and all drain when it is back`, async () => {
  await product.fault('down');
  const emails = Array.from({ length: waiting }, (_, n) => `waiting-${n}@exemple.fr`);
  const left = [...emails];
  const person = async () => {
    for (let email = left.pop(); email; email = left.pop())
      expect((await product.register(product.fresh(), email)).status).toBe(201);
  };
  await Promise.all(Array.from({ length: 8 }, person));

  const { accepted } = product.parts.cables['worker-relay'];
  const since = Date.now();
  await waitUntil('a quarter of a minute', () => Date.now() - since > 15_000);
  const aMinute = (product.parts.cables['worker-relay'].accepted - accepted) * 4;
  expect(aMinute).toBeGreaterThan(0);
  expect(aMinute).toBeLessThanOrEqual(40);

  await product.noFaults();
  // One after the other: all who look at once would leave the inbox no time to receive.
  for (const email of emails) await product.mailed(email);
  for (const email of emails) expect(await product.mails(email)).toHaveLength(1);
}, 240_000);

test('R05 the relay went dumb in the middle: it was given up, and the message left by itself, once', async () => {
  expect(await product.mailed('hang@exemple.fr')).toHaveLength(1);
});
