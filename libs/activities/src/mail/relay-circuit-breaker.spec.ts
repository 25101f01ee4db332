import { afterEach, expect, test } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { type RelayCircuitBreaker, relayCircuitBreaker } from './relay-circuit-breaker.js';

let breaker: RelayCircuitBreaker | undefined;
afterEach(() => breaker?.stop());

const isOpen = ({ whenOpen }: RelayCircuitBreaker): Promise<boolean> =>
  Promise.race([whenOpen().then(() => true), setImmediate(false)]);

test('a dead relay opens the circuit after three mails, and it closes when the relay answers again', async () => {
  let answers = false;
  let probes = 0;
  breaker = relayCircuitBreaker({ verify: () => Promise.resolve(((probes += 1), answers)), probeEveryMs: 10 });
  await breaker.whenClosed();
  const open = breaker.whenOpen();
  for (let mail = 0; mail < 3; mail += 1) breaker.report('relay-away');
  await open;
  const closed = breaker.whenClosed();
  while (probes < 3) await new Promise((later) => setTimeout(later, 5));
  answers = true;
  await closed;
});

test('refusals and deferrals of single mails do not open it', async () => {
  breaker = relayCircuitBreaker({ verify: () => Promise.resolve(true), probeEveryMs: 10 });
  for (const outcome of [
    'relay-away',
    'relay-away',
    'deferred',
    'relay-away',
    'refused',
    'relay-away',
    'accepted',
  ] as const)
    breaker.report(outcome);
  expect(await isOpen(breaker)).toBe(false);
});

test('stopped, nothing waits on it any more', async () => {
  breaker = relayCircuitBreaker({ verify: () => Promise.resolve(false), probeEveryMs: 10_000 });
  for (let mail = 0; mail < 3; mail += 1) breaker.report('relay-away');
  const closed = breaker.whenClosed();
  breaker.stop();
  await closed;
});

test('a probe that fails is one that had no answer', async () => {
  let probes = 0;
  const verify = () => ((probes += 1) < 3 ? Promise.reject(new Error('no relay')) : Promise.resolve(true));
  breaker = relayCircuitBreaker({ verify, probeEveryMs: 5 });
  for (let mail = 0; mail < 3; mail += 1) breaker.report('relay-away');
  await breaker.whenClosed();
  expect(probes).toBe(3);
});

test('closed again, it takes three mails to open it again', async () => {
  breaker = relayCircuitBreaker({ verify: () => Promise.resolve(true), probeEveryMs: 5 });
  for (let mail = 0; mail < 3; mail += 1) breaker.report('relay-away');
  await breaker.whenClosed();
  breaker.report('relay-away');
  breaker.report('relay-away');
  expect(await isOpen(breaker)).toBe(false);
  breaker.report('relay-away');
  expect(await isOpen(breaker)).toBe(true);
});
