import { describe, expect, test } from '@jest/globals';
import type { Request, Response } from 'express';
import { paramOf } from '../testing/param-of.js';
import { AskedBy, type Asked, type Caller, countedAs, meetCaller } from './caller.js';

const tokens = ['internal-token-that-is-sent', 'internal-token-of-yesterday'];

interface Told {
  headers?: Record<string, string>;
  remoteAddress?: string | undefined;
}

function meet({ headers = {}, remoteAddress }: Told = {}, longestWaitMs = 10_000): Caller {
  const request = { id: 'caller-0123', get: (name: string) => headers[name], socket: { remoteAddress } };
  let passed = 0;
  meetCaller(tokens, longestWaitMs)(request as unknown as Request, {} as Response, () => void passed++);
  expect(passed).toBe(1);
  return (request as unknown as Asked).caller;
}

describe('the address of a caller', () => {
  const forwarded = { 'X-Forwarded-For': '198.51.100.7, 10.0.0.1' };

  test.each([
    ['with no token', {}, '192.0.2.1'],
    ['with a token that is not ours', { 'X-Internal-Token': 'x' }, '192.0.2.1'],
    ['with an empty token', { 'X-Internal-Token': '' }, '192.0.2.1'],
    ['with the token that is sent', { 'X-Internal-Token': tokens[0] }, '198.51.100.7'],
    ['with a token that is still accepted', { 'X-Internal-Token': tokens[1] }, '198.51.100.7'],
  ])('%s', (_, token, address) => {
    expect(
      meet({ headers: { ...forwarded, ...(token as Record<string, string>) }, remoteAddress: '192.0.2.1' }).address,
    ).toBe(address);
  });

  test('is the socket’s where web forwards none, in its canonical form', () => {
    const headers = { 'X-Internal-Token': tokens[0] ?? '' };
    expect(meet({ headers, remoteAddress: '::ffff:192.0.2.1' }).address).toBe('192.0.2.1');
  });

  test('is unknown for a socket that is closed already', () => {
    expect(meet({ remoteAddress: undefined }).address).toBe('unknown');
  });
});

test('a caller keeps the correlation id, and is handed to the controller', () => {
  const caller = meet({ remoteAddress: '192.0.2.1' });
  expect(caller.correlationId).toBe('caller-0123');
  expect(paramOf(AskedBy, { caller })).toBe(caller);
});

test('the time that remains for a request ends when its answer is due, and is never negative', () => {
  const now = Date.now;
  try {
    Date.now = () => 1_000_000;
    const { remainingTime } = meet({}, 10_000);
    expect(remainingTime()).toBe(10_000);
    Date.now = () => 1_004_000;
    expect(remainingTime()).toBe(6_000);
    Date.now = () => 1_010_001;
    expect(remainingTime()).toBe(0);
  } finally {
    Date.now = now;
  }
});

test('R57 strangers of unknown address are counted each for itself, an IPv6 client with its network', () => {
  const counted = (address: string) => countedAs({ address, correlationId: 'caller-0123', remainingTime: () => 0 });
  expect(counted('unknown')).toBe('request caller-0123');
  expect(counted('192.0.2.1')).toBe('192.0.2.1');
  expect(counted('2001:db8:1:2:3::4')).toBe('2001:db8:1:2::/64');
});
