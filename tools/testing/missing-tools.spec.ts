import { allThere } from './missing-tools.js';

const absent = (words: string) => (): string => {
  throw new Error(words);
};

test('what is there is handed over by name', () => {
  expect(allThere({ browser: () => '/usr/bin/chromium', port: () => 1 })).toEqual({
    browser: '/usr/bin/chromium',
    port: 1,
  });
});

test('all that is missing is told at once, each with its command', () => {
  const find = () =>
    allThere({ a: absent('No browser: apt-get install chromium'), b: absent('No Temporal: install python3') });
  expect(find).toThrow(/apt-get install chromium[^]*install python3/u);
});
