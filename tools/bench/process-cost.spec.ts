import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpuMs, cpuOfStat, residentMiB } from './process-cost.js';

test('user and system time are found behind a name with spaces and brackets, ended children included', () => {
  const stat = '71 (a) b (c) S 1 71 71 0 -1 4194560 2104 0 0 0 150 50 7 3 20 0 11 0 90 1234 567 18446744073709551615';
  expect(cpuOfStat(stat)).toBe(2_100);
});

test('what a process and its child burn is counted', () => {
  const before = cpuMs(process.pid);
  const end = process.cpuUsage().user + 60_000;
  while (process.cpuUsage().user < end);
  spawnSync(process.execPath, [
    '-e',
    'const end = process.cpuUsage().user + 60_000; while (process.cpuUsage().user < end);',
  ]);
  expect(cpuMs(process.pid) - before).toBeGreaterThanOrEqual(100);
});

test('memory is in MiB', () => {
  const expected = process.memoryUsage.rss() / 1_024 / 1_024;
  expect(residentMiB(process.pid)).toBeGreaterThan(expected * 0.8);
  expect(residentMiB(process.pid)).toBeLessThan(expected * 1.2);
});
