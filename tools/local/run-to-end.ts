import { type GroupOptions, startGroup, tail } from './processes/process-group.js';

/** Runs a command and waits for its end. Throws, with the last lines it printed, when it does not end well. */
export async function runToEnd(options: GroupOptions): Promise<void> {
  const group = await startGroup(options);
  const ending = await group.ended;
  if (ending !== 'exit code 0') throw new Error(`${options.name} failed (${ending}):\n${tail(options.logFile)}`);
}
