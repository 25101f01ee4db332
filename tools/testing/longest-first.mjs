import Sequencer from '@jest/test-sequencer';

const longest = /crashes\.spec\.ts$/u;

/** Where no earlier run has told how long a suite takes, jest begins with the largest files: the longest suite would come last. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(({ path }) => longest.test(path)), ...sorted.filter(({ path }) => !longest.test(path))];
  }
}
