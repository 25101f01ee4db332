import { describe, expect, test } from '@jest/globals';
import { packageOf, selfTimes } from './cpu-profile.js';

describe('self time', () => {
  const frame = (id: number, functionName: string, url = 'file:///dist/libs/domain/src/mask.js') => ({
    ...{ id, callFrame: { functionName, url, lineNumber: 9 } },
  });
  const profile = {
    nodes: [frame(1, 'slow'), frame(2, 'fast'), frame(3, '(idle)', '')],
    samples: [1, 3, 2, 1],
    timeDeltas: [1_000, 50_000, 500, 2_500],
  };

  test('is summed over profiles, most first, and idle time is nobody’s', () => {
    expect(selfTimes([profile, profile], (name, _url, line) => `${name}:${line}`)).toEqual([
      { where: 'slow:10', ms: 7, share: 0.875 },
      { where: 'fast:10', ms: 1, share: 0.125 },
    ]);
  });

  test.each([
    ['file:///srv/node_modules/@mikro-orm/core/EntityManager.js', 'f', '@mikro-orm/core'],
    ['file:///srv/node_modules/a/node_modules/pg/lib/client.js', 'f', 'pg'],
    ['file:///srv/dist/apps/api/src/answer.js', 'f', 'apps/api'],
    ['node:internal/streams/readable', 'f', 'node:internal/streams'],
    ['', '(garbage collector)', '(garbage collector)'],
    ['', 'hash', 'native'],
  ])('%p belongs to %3$p', (url, name, expected) => expect(packageOf(name, url)).toBe(expected));
});
