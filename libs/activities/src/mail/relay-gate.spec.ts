import { afterEach, expect, test } from '@jest/globals';
import { type RelayGate, relayGate } from './relay-gate.js';

let gate: RelayGate | undefined;
afterEach(() => gate?.stop());

test('a dead relay shuts the gate after three messages, and it opens when the relay answers again', async () => {
  let answers = false;
  let probes = 0;
  gate = relayGate({ verify: () => Promise.resolve(((probes += 1), answers)), probeEveryMs: 10 });
  await gate.opened();
  const shut = gate.shut();
  for (let message = 0; message < 3; message += 1) gate.report('relay-away');
  await shut;
  const opened = gate.opened();
  while (probes < 3) await new Promise((later) => setTimeout(later, 5));
  answers = true;
  await opened;
});

test('refusals and deferrals of single messages do not shut it', () => {
  gate = relayGate({ verify: () => Promise.resolve(true), probeEveryMs: 10 });
  let isShut = false;
  void gate.shut().then(() => (isShut = true));
  for (const outcome of [
    'relay-away',
    'relay-away',
    'deferred',
    'relay-away',
    'refused',
    'relay-away',
    'accepted',
  ] as const)
    gate.report(outcome);
  expect(isShut).toBe(false);
});

test('stopped, it holds nobody', async () => {
  gate = relayGate({ verify: () => Promise.resolve(false), probeEveryMs: 10_000 });
  for (let message = 0; message < 3; message += 1) gate.report('relay-away');
  const opened = gate.opened();
  gate.stop();
  await opened;
});

test('a probe that fails is one that had no answer', async () => {
  let probes = 0;
  const verify = () => ((probes += 1) < 3 ? Promise.reject(new Error('no relay')) : Promise.resolve(true));
  gate = relayGate({ verify, probeEveryMs: 5 });
  for (let message = 0; message < 3; message += 1) gate.report('relay-away');
  await gate.opened();
  expect(probes).toBe(3);
});

test('opened again, it takes three messages to shut it again', async () => {
  gate = relayGate({ verify: () => Promise.resolve(true), probeEveryMs: 5 });
  for (let message = 0; message < 3; message += 1) gate.report('relay-away');
  await gate.opened();
  const shut = gate.shut();
  gate.report('relay-away');
  gate.report('relay-away');
  const first = Promise.race([shut.then(() => 'shut'), Promise.resolve('open')]);
  expect(await first).toBe('open');
  gate.report('relay-away');
  await shut;
});
