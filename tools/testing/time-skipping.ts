import { searchAttributes } from '@app/contracts';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import proto from '@temporalio/proto';
import { fileURLToPath } from 'node:url';

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;

/** From the sources, aliases resolved as in tsconfig.json. */
export const workflowBundle = (): Promise<WorkflowBundleWithSourceMap> =>
  (bundle ??= bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../libs/workflows/src/index.ts', import.meta.url)),
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, alias: { ...config.resolve?.alias, ...aliases } },
    }),
  }));

const aliases = Object.fromEntries(
  ['contracts', 'domain'].map((lib) => [
    `@app/${lib}$`,
    fileURLToPath(new URL(`../../libs/${lib}/src/index.ts`, import.meta.url)),
  ]),
);

/** The time-skipping server with our search attributes. One a file, tests in series: its time is everybody's. */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
  });
  const path = process.env.TEMPORAL_TEST_SERVER_PATH;
  if (!path) throw new Error('TEMPORAL_TEST_SERVER_PATH is not set: jest’s globalSetup does it');
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  const keyword = proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: Object.fromEntries(Object.values(searchAttributes).map(({ name }) => [name, keyword])),
  });
  return env;
}
