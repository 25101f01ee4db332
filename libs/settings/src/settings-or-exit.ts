import type { Environment } from './read-settings.js';
import { SettingsError } from './settings-error.js';

/** EX_CONFIG of sysexits.h: a restart will not help, so a supervisor that knows it should not try. */
const badConfiguration = 78;

/**
 * For the first line of a process: `const settings = settingsOrExit(apiSettings)`.
 * A mistake in the environment is printed, every one of them, and ends the process with 78.
 */
export function settingsOrExit<T>(read: (env: Environment) => T, env: Environment = process.env): T {
  try {
    return read(env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(badConfiguration);
  }
}
