import { beforeAll, describe, expect, test } from '@jest/globals';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { crashEverywhere, type CrashOutcome } from './run.js';
import { type Story, titleOf } from './story.js';

/** The tests of one run, a test a point. `CRASH_SAY` tells what happens meanwhile: for whoever writes a story. */
export function killAtEachPoint(stories: readonly Story[]): void {
  describe('R04 whatever line a process dies on, the journey ends the same', () => {
    let outcome: CrashOutcome;
    beforeAll(async () => {
      Runtime.install({ logger: new DefaultLogger('ERROR') });
      const say = process.env.CRASH_SAY ? (line: string) => void process.stderr.write(`${line}\n`) : undefined;
      outcome = await crashEverywhere(stories, say);
    }, 1_800_000);

    test.each(stories.flatMap((story) => story.points.map((point) => titleOf(story, point))))('%s', (title) => {
      expect(outcome.failures.get(title)).toBeUndefined();
    });

    test('and the checker finds no promise broken', () => {
      const { violations, unrest } = outcome;
      expect({ violations, unrest }).toEqual({ violations: [], unrest: [] });
    });
  });
}
