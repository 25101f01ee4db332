import { expect, test } from '@jest/globals';
import { freePorts, isFree } from './ports.js';

test('whoever asks at once is given different ports, out of reach of connections, and all of them free', async () => {
  const ports = (await Promise.all(Array.from({ length: 20 }, () => freePorts(10)))).flat();
  expect(new Set(ports).size).toBe(200);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  expect(await Promise.all(ports.slice(0, 20).map((port) => isFree(port)))).not.toContain(false);
});
