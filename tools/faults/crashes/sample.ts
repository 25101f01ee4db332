import { seededRandom } from '../seeded-random.js';
import type { Story } from './story.js';

/** `count` stories, each with one of its points; the same for the same seed, told in the order of `stories`. */
export function sample(stories: readonly Story[], count: number, seed: string): Story[] {
  const random = seededRandom(seed);
  const drawn = stories.map((story, order) => ({
    ...{ order, lot: random.next() },
    story: { ...story, points: story.points.slice(random.int(0, story.points.length - 1)).slice(0, 1) },
  }));
  const chosen = drawn.sort((a, b) => a.lot - b.lot).slice(0, count);
  return chosen.sort((a, b) => a.order - b.order).map(({ story }) => story);
}
