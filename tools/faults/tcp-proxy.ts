import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Lane, type LaneRules } from './proxy-lane.js';

/** `up` is from the client to the target. */
export type Direction = 'up' | 'down';

export interface ProxyOptions {
  target: { host: string; port: number };
  /** Any free one when absent. */
  port?: number;
  /** Reads what passes, for each connection anew. */
  tap?: () => Record<Direction, (bytes: Buffer) => void>;
}

/** A cable that can be cut: stands on 127.0.0.1 between any two parts that speak TCP. */
export interface TcpProxy {
  readonly port: number;
  /** Open connections. */
  readonly connections: number;
  /** Connections ever made. */
  readonly accepted: number;
  /** All is well again: nothing held, slowed or waiting to be cut; what was held arrives now. */
  pass(): void;
  /** Every byte arrives that many ms later, both ways. */
  delay(ms: number): void;
  /** Each connection carries that many bytes a second, each way. */
  throttle(bytesPerSecond: number): void;
  /** Bytes that way are held until `pass()`, as TCP would send them again after a partition; nobody is told. */
  blackhole(direction: Direction | 'both'): void;
  /** Every open connection ends with RST, now; new ones pass. */
  reset(): void;
  /** The target hears the end of what every client sends (FIN), now; its answers still pass. */
  halfClose(): void;
  /** Once: the first connection to carry that many bytes from now on is reset behind the last of them. */
  cutAfter(bytes: number, direction: Direction): void;
  /**
   * Once: the first connection to carry `pattern` is reset. `before` (as a rule): the other side never has the whole of it;
   * `behind`: it has, and what it answers is lost.
   */
  cutAt(pattern: string, direction: Direction, where?: 'before' | 'behind'): void;
  /** As if the target's process were not there: what is open is reset, what comes is refused, until `plug()`. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Resets what is open and listens no more. */
  close(): Promise<void>;
}

interface Connection {
  client: Socket;
  server: Socket;
  lanes: Record<Direction, Lane>;
}

/**
 * With RST, unless its end is on its way: libuv refuses to reset such a socket, and Node then takes it for closed, keeps it open
 * and waits for it for ever when the process ends.
 */
function resetSocket(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}

/** Starts a proxy; throws when its port is taken. A target that refuses resets the client. */
export async function startProxy({ target, port = 0, tap }: ProxyOptions): Promise<TcpProxy> {
  const rules: LaneRules = { delayMs: 0, held: new Set(), opened: Promise.resolve() };
  const open = new Set<Connection>();
  let accepted = 0;
  let release = (): void => undefined;

  function accept(client: Socket): void {
    accepted += 1;
    const server = connect({ ...target, allowHalfOpen: true });
    const cut = () => {
      resetSocket(client);
      resetSocket(server);
    };
    const read = tap?.();
    const lane = (direction: Direction, from: Socket, to: Socket) =>
      new Lane({ direction, from, to, rules, cut, read: read?.[direction] });
    const connection = {
      ...{ client, server },
      lanes: { up: lane('up', client, server), down: lane('down', server, client) },
    };
    open.add(connection);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', cut); // the other side must hear of it
      socket.on('close', () => {
        if (client.destroyed && server.destroyed) open.delete(connection);
      });
    }
  }

  const listener = createServer({ allowHalfOpen: true }, accept);
  const listen = async (on: number) => {
    listener.listen(on, '127.0.0.1');
    await once(listener, 'listening');
    return (listener.address() as AddressInfo).port;
  };
  const reset = () => {
    for (const { client, server } of open) {
      resetSocket(client);
      resetSocket(server);
    }
  };
  const listenNoMore = async () => {
    if (!listener.listening) return;
    const closed = once(listener, 'close');
    listener.close();
    reset();
    await closed;
  };
  const ownPort = await listen(port);

  return {
    port: ownPort,
    get connections() {
      return open.size;
    },
    get accepted() {
      return accepted;
    },
    pass() {
      Object.assign(rules, { delayMs: 0, bytesPerSecond: undefined, cut: undefined, held: new Set() });
      release();
    },
    delay: (ms) => void (rules.delayMs = ms),
    throttle: (bytesPerSecond) => void (rules.bytesPerSecond = bytesPerSecond),
    blackhole(direction) {
      if (rules.held.size === 0) rules.opened = new Promise((resolve) => (release = resolve));
      for (const each of direction === 'both' ? (['up', 'down'] as const) : [direction]) rules.held.add(each);
    },
    reset,
    halfClose() {
      for (const { server } of open) server.end();
    },
    cutAfter(bytes, direction) {
      for (const { lanes } of open) lanes[direction].carried = 0;
      rules.cut = { direction, bytes };
    },
    cutAt(pattern, direction, where = 'before') {
      rules.cut = { direction, pattern: Buffer.from(pattern, 'latin1'), where };
    },
    unplug: listenNoMore,
    async plug() {
      if (!listener.listening) await listen(ownPort);
    },
    async close() {
      release();
      await listenNoMore();
    },
  };
}
