import { isFree } from './ports.js';
import { StartRefused } from './start-refused.js';

export interface PortUse {
  /** Variable that gives the port. */
  variable: string;
  port: number;
  host?: string;
}

/** Throws `StartRefused`, naming every port that is taken or wanted twice and the variable to change, before anything starts. */
export async function refuseTakenPorts(uses: readonly PortUse[]): Promise<void> {
  const mistakes: string[] = [];
  for (const [index, { variable, port, host }] of uses.entries()) {
    const twin = uses.slice(0, index).find((other) => other.port === port);
    if (twin) mistakes.push(`${twin.variable} and ${variable} are both ${port}: give ${variable} another port.`);
    else if (!(await isFree(port, host)))
      mistakes.push(`Port ${port} is taken: end the program that uses it, or set ${variable} to another port.`);
  }
  if (mistakes.length > 0) throw new StartRefused(mistakes.join('\n'));
}
