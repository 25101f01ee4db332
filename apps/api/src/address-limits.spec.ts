import type { ApiSettings } from '@app/settings';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/test-postgres.js';
import { waitUntil } from '../../../tools/local/wait-until.js';
import { AddressLimits } from './address-limits.js';
import { Problem } from './problem.js';

let database: TestDatabase;
let owner: Client;
let limits: AddressLimits;
const exempt = ['192.0.2.0/25', '203.0.113.9', '2001:db8:1::/48', '2001:db8:2::7'];
const limitsWith = (settings: Partial<ApiSettings>) =>
  new AddressLimits({
    databaseUrl: database.databaseUrl,
    addressLimits: true,
    addressLimitsExempt: exempt,
    ...settings,
  } as ApiSettings);
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client(database.ownerUrl);
  await owner.connect();
  limits = limitsWith({});
});
afterAll(async () => {
  await limits.onApplicationShutdown();
  await owner.end();
  await database.drop();
});

let requests = 0;
const from = (address: string) => ({ address, correlationId: `request-${requests++}`, remainingTime: () => 10_000 });
const refusal = (act: Parameters<AddressLimits['spend']>[0], address: string): Promise<unknown> =>
  limits.spend(act, from(address)).then(
    () => undefined,
    (error: unknown) => error,
  );
/** How many of so many asks at once are refused. */
const refused = async (asks: number, address: string): Promise<number> =>
  (await Promise.all(Array.from({ length: asks }, () => refusal('reset', address)))).filter(Boolean).length;

describe('R57 what one address may ask for', () => {
  test('ends with 429 and the seconds that are left, for this act of this address alone', async () => {
    expect(await refused(20, '198.51.100.1')).toBe(0);
    const problem = (await refusal('reset', '198.51.100.1')) as Problem;
    expect(problem.code).toBe('too-many-requests');
    expect(problem.details.retryAfter).toBeGreaterThan(3_500);
    expect(problem.details.retryAfter).toBeLessThanOrEqual(3_600);
    expect(await refusal('renewal', '198.51.100.1')).toBeUndefined();
    expect(await refusal('reset', '198.51.100.2')).toBeUndefined();
  });

  test('is ten times as much for a shared proxy, told as an address or as a network', async () => {
    expect(await refused(201, '192.0.2.5')).toBe(1);
    for (const shared of ['203.0.113.9', '2001:db8:1::9', '2001:db8:2::7']) expect(await refused(21, shared)).toBe(0);
    for (const neighbour of ['192.0.2.200', '203.0.113.8', '2001:db8:3::7'])
      expect(await refused(21, neighbour)).toBe(1);
  });

  test('is not known of an address that no proxy tells', async () => {
    expect(await refused(21, 'unknown')).toBe(0);
  });

  test('has no end where the limits are off', async () => {
    const off = limitsWith({ addressLimits: false });
    await Promise.all(Array.from({ length: 21 }, () => off.spend('reset', from('198.51.100.3'))));
    expect(off.countedUnder('guess', from('198.51.100.3'))).toEqual({ key: 'guess:198.51.100.3', factor: Infinity });
    await off.onApplicationShutdown();
    await expect(off['pool'].query('select 1')).rejects.toThrow(/after calling end/u);
  });

  test('is told to a statement that counts by itself', () => {
    expect(limits.countedUnder('guess', from('198.51.100.4'))).toEqual({ key: 'guess:198.51.100.4', factor: 1 });
    expect(limits.countedUnder('guess', from('192.0.2.5'))).toEqual({ key: 'guess:192.0.2.5', factor: 10 });
  });
});

describe('R47 limits do not fail open', () => {
  test('what cannot be counted in two seconds does not pass, and is no 429', async () => {
    await owner.query('begin; lock table rate_limit');
    const error = await refusal('check', '198.51.100.5');
    await owner.query('rollback');
    expect(error).not.toBeInstanceOf(Problem);
    expect(String(error)).toMatch(/statement timeout/u);
  });

  test('idle connections that break are replaced', async () => {
    expect(await refusal('check', '198.51.100.6')).toBeUndefined();
    const ofTheSameRole = new Client(database.databaseUrl);
    await ofTheSameRole.connect();
    await ofTheSameRole.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
    );
    await ofTheSameRole.end();
    await waitUntil('the end of idle connections', () => limits['pool'].totalCount === 0);
    expect(await refusal('check', '198.51.100.6')).toBeUndefined();
  });
});

test('R46 one timer sweeps what ended, for all limits', async () => {
  jest.useFakeTimers();
  try {
    const others = limitsWith({});
    expect(jest.getTimerCount()).toBe(1);
    await others.onApplicationShutdown();
  } finally {
    jest.useRealTimers();
  }
});
