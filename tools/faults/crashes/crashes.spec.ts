import { killAtEachPoint } from './crashes.fixture.js';
import { sample } from './sample.js';
import { stories } from './stories/stories.js';

/** A few of the points, as drawn from a seed; `crashes.proof.ts` has them all. */
killAtEachPoint(sample(stories, 8, process.env.CRASH_SEED ?? '20261'));
