import { spawnSync } from 'node:child_process';
import { readMix } from '../run-mix.js';
import { seededBug, seededBugs } from './seeded-bug.js';

const bugs = seededBugs();

test('twenty-four bugs and a control; each run can be read', () => {
  expect(bugs.filter(({ patch }) => patch)).toHaveLength(24);
  expect(bugs[0]).toMatchObject({ name: 'control', foundBy: [] });
  for (const { run } of bugs) expect(() => readMix(run.at(-1) ?? '')).not.toThrow();
});

test.each(bugs.filter(({ patch }) => patch))('$name still applies to the sources of today', ({ patch = '' }) => {
  const { status, stderr } = spawnSync('git', ['apply', '--check', patch], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('a patch that does not say by what it must be found is refused', () => {
  expect(() => seededBug('some.patch', 'Breaks: all\n\ndiff --git a b\nFound by: I1')).toThrow('Found by');
});
