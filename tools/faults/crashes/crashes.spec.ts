import { beforeAll, describe, expect, test } from '@jest/globals';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { crashEverywhere, type CrashOutcome } from './run.js';
import { stories } from './stories/stories.js';
import { titleOf } from './story.js';

/** `CRASH_ONLY`, a pattern, tells the stories whose titles fit, and `CRASH_SAY` what happens meanwhile: for whoever writes one. */
const only = new RegExp(process.env.CRASH_ONLY ?? '', 'u');
const told = stories
  .map((story) => ({ ...story, points: story.points.filter((point) => only.test(titleOf(story, point))) }))
  .filter(({ points }) => points.length > 0);

describe('R04 whatever line a process dies on, the journey ends the same', () => {
  let outcome: CrashOutcome;
  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const say = process.env.CRASH_SAY ? (line: string) => void process.stderr.write(`${line}\n`) : undefined;
    outcome = await crashEverywhere(told, say);
  }, 1_800_000);

  test.each(told.flatMap((story) => story.points.map((point) => titleOf(story, point))))('%s', (title) => {
    expect(outcome.failures.get(title)).toBeUndefined();
  });

  test('and the checker finds no promise broken', () => {
    const { violations, unrest } = outcome;
    expect({ violations, unrest }).toEqual({ violations: [], unrest: [] });
  });
});
