import { type AddressInfo, createServer } from 'node:net';

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

/** Ports that are free now, all different. Somebody may still take one before it is used. */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, () => listen(0, '127.0.0.1')));
  await Promise.all(held.map(({ close }) => close()));
  return held.map(({ port }) => port);
}
