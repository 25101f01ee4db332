import { describe, expect, test } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { paramOf } from '../testing/param-of.js';
import { type Begun, IdempotencyKey, keep, once, type RepeatableRequest } from './idempotency.js';
import { Problem, problem } from './problem.js';

const { em } = ownDatabase(2);

let keys = 0;
const repeatable = (content: unknown = {}): RepeatableRequest => ({ route: 'resend', key: `key-${keys++}`, content });
/** How often the deed is done when it is asked for twice, and what the second ask comes to. */
async function twice(
  request: RepeatableRequest,
  deed: () => Promise<Begun<unknown>>,
  again = request,
): Promise<{ deeds: number; outcome: unknown }> {
  let deeds = 0;
  const ask = (asked: RepeatableRequest) =>
    once(em(), asked, (_tx: EntityManager) => {
      deeds++;
      return deed();
    }).catch((error: unknown) => error);
  await ask(request);
  return { outcome: await ask(again), deeds };
}
const done: Begun<unknown> = { registrationId: null, answer: { status: 202, body: { seen: true } } };

describe('R01 a request that is repeated under its key', () => {
  test('gets the answer of the first; its deed is done once', async () => {
    expect(await twice(repeatable(), () => Promise.resolve(done))).toEqual({ deeds: 1, outcome: done });
  });

  test('is done again where it has no key', async () => {
    const request = { ...repeatable(), key: undefined };
    expect(await twice(request, () => Promise.resolve(done))).toEqual({ deeds: 2, outcome: done });
  });

  test('waits for its journey still where the first has no answer yet', async () => {
    const begun = { registrationId: null };
    expect(await twice(repeatable(), () => Promise.resolve(begun))).toEqual({ deeds: 1, outcome: begun });
  });

  test('is refused where it holds something else', async () => {
    const request = repeatable('one');
    const { deeds, outcome } = await twice(request, () => Promise.resolve(done), { ...request, content: 'other' });
    expect(deeds).toBe(1);
    expect(outcome).toMatchObject({ code: 'idempotency-key-reused' });
  });

  test.each(['contract-unknown', 'registration-in-progress', 'credentials-refused'] as const)(
    'is refused as the first was: %s',
    async (code) => {
      const details = { errors: [{ path: 'siret', code, message: code }] };
      const { deeds, outcome } = await twice(repeatable(), () => Promise.reject(problem(code, details)));
      expect(deeds).toBe(1);
      expect(outcome).toBeInstanceOf(Problem);
      expect(outcome).toMatchObject({ code, details });
    },
  );

  test.each([
    ['400', problem('request-malformed')],
    ['429', problem('too-many-requests', { retryAfter: 9 })],
    ['500', Object.defineProperty(problem('unavailable'), 'status', { value: 500 })],
    ['503', problem('unavailable')],
    ['of a bug', new Error('no problem of ours')],
    ['of a stranger with a status', Object.assign(new Error('not ours'), { status: 422 })],
  ])('is done where the first came to an error that may pass: %s', async (_, error) => {
    expect(await twice(repeatable(), () => Promise.reject(error))).toEqual({ deeds: 2, outcome: error });
  });

  test('gets what was kept first, with the registration it belongs to', async () => {
    const request = repeatable();
    const registrationId = '6f9619ff-8b86-4d11-b42d-00c04fc964ff';
    const kept = { registrationId, answer: { status: 399, body: { n: 1 } } };
    await once(em(), request, () => Promise.resolve({ registrationId }));
    await keep(em(), request, kept);
    await keep(em(), request, { registrationId: null, answer: { status: 201, body: { n: 2 } } });
    expect((await twice(request, () => Promise.resolve(done))).outcome).toEqual(kept);
    await expect(keep(em(), { ...request, key: undefined }, done)).resolves.toBeUndefined();
  });
});

describe('the Idempotency-Key', () => {
  const read = (key: string | undefined) => () =>
    paramOf(IdempotencyKey, { get: (name: string) => ({ 'Idempotency-Key': key })[name] });

  test.each([[undefined], ['!'], ['~'.repeat(128)], ['a4f7-"b"']])('is read: %j', (key) => {
    expect(read(key)()).toBe(key);
  });

  test.each([[''], ['~'.repeat(129)], ['two words'], [' a'], ['a '], ['accent-é']])(
    'is refused with 422: %j',
    (key) => {
      expect(read(key)).toThrow(problem('request-invalid'));
    },
  );
});
