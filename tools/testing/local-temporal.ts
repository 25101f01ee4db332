import { searchAttributes } from '@app/contracts';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { quietRuntime } from './time-skipping.js';

/** Temporal's dev server in real time, with our search attributes; `extraArgs` are flags of its own. */
export function localTemporal(...extraArgs: string[]): Promise<TestWorkflowEnvironment> {
  quietRuntime();
  const path = process.env.TEMPORAL_CLI_PATH;
  if (!path) throw new Error('TEMPORAL_CLI_PATH is not set: jest’s globalSetup does it');
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      searchAttributes: Object.values(searchAttributes),
      log: { format: 'pretty', level: 'error' },
      extraArgs,
    },
  });
}
