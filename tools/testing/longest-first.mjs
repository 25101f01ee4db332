import Sequencer from '@jest/test-sequencer';

const first = /(chaos|crashes|(pages|templates)\.browser)\.spec\.ts$/u;
const next = /(\.e2e-spec|start-local\.spec|\.workflow\.spec)\.ts$/u;
const rank = ({ path }) => (first.test(path) ? 0 : next.test(path) ? 1 : 2);

/** Where no earlier run has told how long a suite takes, jest begins with the largest files: the longest suites would come last. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b)); // else as jest would
  }
}
