/** One mistake in the environment, for the person who starts the process. It never repeats the value: it may be a secret. */
export interface SettingProblem {
  variable: string;
  problem: string;
  example: string;
}

/** The settings again, or `SettingsError` with the mistakes that a process finds only by looking at what they name. */
export function refuseMistakes<T>(settings: T, find: (settings: T) => SettingProblem[]): T {
  const problems = find(settings);
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

/** The environment is not usable; `problems` names every mistake, not only the first. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly problems: readonly SettingProblem[]) {
    const lines = problems.map(
      ({ variable, problem, example }) => `  ${variable} ${problem} (example: ${variable}=${example})`,
    );
    super(['These settings must be mended:', ...lines].join('\n'));
  }
}
