import { readFileSync, rmSync } from 'node:fs';

const order = process.env.CRASH_AT;

/**
 * A place where the process may be killed by a test, before and after a side effect; nothing at all unless `CRASH_AT` is set.
 * `CRASH_AT` is the name of a point, or the path of a file that holds one: then it kills once, and the file goes.
 */
export function crashPoint(name: string): void {
  if (order === undefined || !(order.startsWith('/') ? taken(order, name) : order === name)) return;
  process.kill(process.pid, 'SIGKILL');
}

function taken(file: string, name: string): boolean {
  try {
    if (readFileSync(file, 'utf8').trim() !== name) return false;
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}
