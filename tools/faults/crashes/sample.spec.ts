import { expect, test } from '@jest/globals';
import { sample } from './sample.js';
import { stories } from './stories/stories.js';
import { titleOf } from './story.js';

const titles = (count: number, seed: string) =>
  sample(stories, count, seed).map((story) => `${story.points.length} ${titleOf(story, story.points[0] ?? '')}`);

test('a sample has as many stories as asked for, each once with one point of its own, the same for the same seed', () => {
  const names = stories.flatMap((story) => story.points.map((point) => `1 ${titleOf(story, point)}`));
  for (const seed of ['1', '2', '3']) {
    const drawn = titles(15, seed);
    expect(new Set(drawn).size).toBe(15);
    expect(names).toEqual(expect.arrayContaining(drawn));
    expect(titles(15, seed)).toEqual(drawn);
  }
  expect(titles(15, '1')).not.toEqual(titles(15, '2'));
});

test('seeds come by every point in turn', () => {
  const drawn = Array.from({ length: 300 }, (_, seed) => titles(15, String(seed))).flat();
  expect(new Set(drawn).size).toBe(new Set(stories.flatMap((one) => one.points.map((p) => titleOf(one, p)))).size);
});
