import { randomInt } from 'node:crypto';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

async function listen(port: number, host: string): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ port, host, exclusive: true }, resolve);
  });
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { port: (server.address() as AddressInfo).port, close };
}

/** Whether a server could listen there now; false also for a port that needs root. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  try {
    await (await listen(port, host)).close();
    return true;
  } catch {
    return false;
  }
}

/** Below those that a system gives to whoever connects: no connection takes one of them between choice and use. */
const [lowest, many] = [20_000, 12_000];
const claims = join(tmpdir(), `parcours-ports-${userInfo().uid}`);
const claimLifetime = 60_000;

/** Ports that are free now, all different, and given to nobody else who asks here within a minute. */
export async function freePorts(count: number): Promise<number[]> {
  mkdirSync(claims, { recursive: true });
  const found: number[] = [];
  while (found.length < count) {
    const port = lowest + randomInt(many);
    if (claim(port) && (await isFree(port))) found.push(port);
  }
  return found;
}

/** By a file of that name: whoever makes it has the port. */
function claim(port: number): boolean {
  const file = join(claims, String(port));
  const madeAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (madeAt !== undefined && Date.now() - madeAt > claimLifetime) rmSync(file, { force: true });
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
