import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
const tsx = {
  ...swc,
  swcrc: false,
  jsc: {
    ...swc.jsc,
    parser: { ...swc.jsc.parser, tsx: true },
    transform: { ...swc.jsc.transform, react: { runtime: 'automatic' } },
  },
};

export default {
  roots: ['apps', 'libs', 'tools', 'e2e'].map((folder) => `<rootDir>/${folder}`),
  testEnvironment: 'node',
  testTimeout: 90_000, // longer than anything waits (`wait-until.ts`): whoever waits in vain says for what
  maxWorkers: 3, // of two cores: the longest suites wait as much as they compute
  testRegex: '\\.(spec|e2e-spec)\\.tsx?$',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.ts$': ['@swc/jest'], '^.+\\.tsx$': ['@swc/jest', tsx] },
  moduleNameMapper: {
    '^@app/contracts/http$': '<rootDir>/libs/contracts/src/http.ts',
    '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFilesAfterEnv: ['<rootDir>/tools/testing/jest.setup.mjs', '<rootDir>/tools/testing/hermetic.ts'],
  testSequencer: '<rootDir>/tools/testing/longest-first.mjs',
  globalSetup: '<rootDir>/tools/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/tools/testing/global-teardown.mjs',
  coverageProvider: 'v8',
};
