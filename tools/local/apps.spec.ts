import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { appArguments, appNames } from './apps.js';

test('a process that is started alone is called as `npm start` calls it', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  for (const name of appNames) expect(scripts[`start:${name}`]).toBe(['node', ...appArguments(name)].join(' '));
});
