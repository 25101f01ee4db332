import { beforeAll, describe, expect, test } from '@jest/globals';
import { crashPoints } from './crash-points.js';
import { crashEverywhere, type CrashOutcome, titleOf } from './crash-points-run.js';
import { stories } from './crash-points-stories.js';

test('every crash point of the sources has a story that comes by', () => {
  expect([...new Set(stories.flatMap(({ points }) => points))].sort()).toEqual(crashPoints());
});

describe('R04 whatever line a process dies on, the journey ends the same', () => {
  let outcome: CrashOutcome;
  beforeAll(async () => {
    outcome = await crashEverywhere(
      stories,
      process.env.CRASH_SAY ? (line) => void process.stderr.write(`${line}\n`) : undefined,
    );
  }, 400_000);

  test.each(stories.flatMap((story) => story.points.map((point) => titleOf(story, point))))('%s', (title) => {
    expect(outcome.failures.get(title)).toBeUndefined();
  });

  test('and the checker finds no promise broken', () => {
    expect(outcome.violations).toEqual([]);
  });
});
