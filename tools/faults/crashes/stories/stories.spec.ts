import { expect, test } from '@jest/globals';
import { crashPoints } from '../../crash-points.js';
import { stories } from './stories.js';

test('every crash point of the sources has a story that comes by', () => {
  expect([...new Set(stories.flatMap(({ points }) => points))].sort()).toEqual(crashPoints());
});
