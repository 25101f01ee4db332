import { rmSync } from 'node:fs';
import { join } from 'node:path';

const order = process.env.CRASH_AT;

/**
 * A place where the process may be killed by a test, before and after a side effect; nothing at all unless `CRASH_AT` is set.
 * `CRASH_AT` is the name of a point, or the path of a folder with a file for each point that is armed: whoever takes the file
 * away dies, once, however many processes come by.
 */
export function crashPoint(name: string): void {
  if (order === undefined || !(order.startsWith('/') ? taken(join(order, name)) : order === name)) return;
  process.kill(process.pid, 'SIGKILL');
}

function taken(file: string): boolean {
  try {
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}
