import { journeysQueue, mailQueue, searchAttributes } from '@app/contracts';
import { activityInfo } from '@temporalio/activity';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import proto from '@temporalio/proto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** From the sources, or from a copy of theirs in `folder`; aliases resolved as in tsconfig.json. */
export const workflowBundle = (folder = fromRoot('libs/workflows/src')): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath: join(folder, 'index.ts'),
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        alias: { ...config.resolve?.alias, ...aliases },
        modules: ['node_modules', fromRoot('node_modules')],
      },
    }),
  });

const aliases = Object.fromEntries(
  ['contracts', 'domain'].map((lib) => [`@app/${lib}$`, fromRoot(`libs/${lib}/src/index.ts`)]),
);

/** Errors only, of the SDK and its core. */
export const quietRuntime = (): Runtime =>
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
  });

/** The time-skipping server with our search attributes. One a file, tests in series: its time is everybody's. */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  quietRuntime();
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

type Activities = Record<string, ((...args: never[]) => unknown) | undefined>;

/**
 * One worker a queue for all journeys of a file, for starting them costs more than a journey: `played` answers the activities
 * of a workflow id, so that what an earlier journey left running never meets the facts of a later one. Answers how to stop them.
 */
export async function startWorkers(
  { nativeConnection: connection, namespace = 'default' }: TestWorkflowEnvironment,
  workflowBundle: WorkflowBundleWithSourceMap,
  names: { journeys: readonly string[]; mail: readonly string[] },
  played: (workflowId: string) => { journeys: Activities; mail: Activities },
): Promise<() => Promise<void>> {
  const activities = (queue: 'journeys' | 'mail') =>
    Object.fromEntries(
      names[queue].map((name) => [
        name,
        (...args: never[]) => played(activityInfo().workflowExecution?.workflowId ?? '')[queue][name]?.(...args),
      ]),
    );
  const common = { connection, namespace };
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue: journeysQueue, workflowBundle, activities: activities('journeys') }),
    Worker.create({ ...common, taskQueue: mailQueue, activities: activities('mail') }),
  ]);
  const polling = Promise.all(workers.map((worker) => worker.run()));
  return async () => {
    for (const worker of workers) worker.shutdown();
    await polling;
  };
}
