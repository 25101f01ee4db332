import { group } from './groups.mjs';

const name = process.env.MUTANTS_OF;
const kept = `.cache/mutants/${name}`;

export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: { projectType: 'custom', configFile: 'tools/testing/mutants/jest.config.mjs', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  maxTestRunnerReuse: 20, // jest leaks in ESM mode (jestjs/jest#14605): without it a runner grows to GBs
  timeoutMS: group.sql ? 60_000 : 15_000, // a false time-out would count as killed
  mutate: group.mutate,
  // Whatever is taken from a statement whole — its text, its parameters — fails in every test and would flatter the score.
  mutator: { excludedMutations: group.sql ? ['StringLiteral', 'ArrayDeclaration', 'BlockStatement'] : [] },
  ignorePatterns: ['dist', 'docs', '.cache', '.data'],
  tempDirName: `.cache/mutants/sandbox/${name}`,
  thresholds: { high: 90, low: 90, break: 90 },
  incremental: true,
  incrementalFile: `${kept}.json`,
  reporters: ['clear-text', 'progress-append-only', 'html'],
  clearTextReporter: { logTests: false, allowColor: process.stdout.isTTY },
  htmlReporter: { fileName: `${kept}.html` },
};
