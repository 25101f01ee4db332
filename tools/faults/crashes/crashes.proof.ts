import { killAtEachPoint } from './crashes.fixture.js';
import { stories } from './stories/stories.js';
import { titleOf } from './story.js';

/** `CRASH_ONLY`, a pattern, tells the stories whose titles fit: for whoever writes one. */
const only = new RegExp(process.env.CRASH_ONLY ?? '', 'u');
killAtEachPoint(
  stories
    .map((story) => ({ ...story, points: story.points.filter((point) => only.test(titleOf(story, point))) }))
    .filter(({ points }) => points.length > 0),
);
