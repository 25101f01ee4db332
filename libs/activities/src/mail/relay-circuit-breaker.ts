import type { HandOver } from './transport.js';

/** Closed while the relay answers. While it is open the worker does not poll the mail queue: waiting mail costs nothing. */
export interface RelayCircuitBreaker {
  report(outcome: HandOver['outcome']): void;
  /** Resolves once closed: at once while it is. */
  whenClosed(): Promise<void>;
  /** Resolves once open: at once while it is. */
  whenOpen(): Promise<void>;
  /** Closes for good, so that nothing waits on it any more. */
  stop(): void;
}

const awayInARow = 3;

/**
 * Opens after three hand-overs in a row found the relay away, and asks `verify` about every `probeEveryMs` (ms) until it answers.
 * A `verify` that rejects has not answered. Its timer keeps no process alive.
 */
export function relayCircuitBreaker({
  verify,
  probeEveryMs = 5_000,
}: {
  verify: () => Promise<boolean>;
  probeEveryMs?: number;
}): RelayCircuitBreaker {
  let away = 0;
  let isClosed = true;
  let isStopped = false;
  let probe: NodeJS.Timeout | undefined;
  const waiting = { closed: new Set<() => void>(), open: new Set<() => void>() };

  const tell = (waiters: Set<() => void>) => {
    for (const waiter of waiters) waiter();
    waiters.clear();
  };

  function close(): void {
    isClosed = true;
    away = 0;
    tell(waiting.closed);
  }

  function open(): void {
    isClosed = false;
    tell(waiting.open);
    askAgain();
  }

  function askAgain(): void {
    if (isStopped) return;
    // Jitter: several workers do not ask together.
    probe = setTimeout(
      () =>
        void verify()
          .catch(() => false)
          .then((answers) => (answers ? close() : askAgain())),
      probeEveryMs * (0.8 + Math.random() * 0.4),
    );
    probe.unref();
  }

  return {
    report(outcome) {
      away = outcome === 'relay-away' ? away + 1 : 0;
      if (away >= awayInARow && isClosed && !isStopped) open();
    },
    whenClosed: () => (isClosed ? Promise.resolve() : new Promise((resolve) => waiting.closed.add(resolve))),
    whenOpen: () => (isClosed ? new Promise((resolve) => waiting.open.add(resolve)) : Promise.resolve()),
    stop() {
      isStopped = true;
      clearTimeout(probe);
      close();
      tell(waiting.open);
    },
  };
}
