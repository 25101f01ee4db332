import { Socket } from 'node:net';

/** Where `npm start` and PostgreSQL listen unless told otherwise: a developer's product, never a test's server. */
export const defaultPorts = [3000, 8080, 3001, 8025, 1025, 7233, 8233, 54329, 8090, 5432];

type Connect = (this: Socket, ...given: unknown[]) => Socket;
const original = Symbol.for('parcours.connect');
const patched = Socket.prototype as unknown as { connect: Connect; [original]?: Connect };

/** `connect(options)`, `connect(port, host)`, and Node's own list of both. */
function portOf([first]: unknown[]): number {
  const options: unknown = Array.isArray(first) ? first[0] : first;
  return Number(typeof options === 'object' ? (options as { port?: unknown } | null)?.port : options);
}

/**
 * From now on a connection of this process to a default port is refused as if nothing listened there. Answers the set of
 * those that were tried. Sockets are shared by all suites of a process: the newest set is written.
 */
export function refuseDefaultPorts(): Set<number> {
  const reached = new Set<number>();
  const connect = (patched[original] ??= patched.connect);
  patched.connect = function refusing(this: Socket, ...given) {
    const port = portOf(given);
    if (!defaultPorts.includes(port)) return connect.apply(this, given);
    reached.add(port);
    const message = `connect ECONNREFUSED: a test may not reach port ${port}`;
    const refused = Object.assign(new Error(message), { code: 'ECONNREFUSED', syscall: 'connect', port });
    process.nextTick(() => this.destroy(refused));
    return this;
  };
  return reached;
}
