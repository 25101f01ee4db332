import { spawnSync } from 'node:child_process';

test('a process that preloads it has a wrong clock, and dates that are dates as ever', () => {
  const told = `const d = new Date();
    console.log(JSON.stringify([Date.now(), d.getTime(), +new Date(7), d instanceof Date, Date.parse('1970-01-01T00:00:01Z')]))`;
  const { stdout } = spawnSync(
    process.execPath,
    ['--import', './dist/tools/faults/clock-skew.js', '--input-type=module', '--eval', told],
    { env: { ...process.env, NODE_OPTIONS: '', CLOCK_SKEW: '-3600' }, encoding: 'utf8' },
  );
  const [now, made, ...rest] = JSON.parse(stdout) as number[];
  for (const time of [now, made]) {
    expect(Date.now() - Number(time)).toBeGreaterThanOrEqual(3_600_000);
    expect(Date.now() - Number(time)).toBeLessThan(3_700_000);
  }
  expect(rest).toEqual([7, true, 1_000]);
});
