import type { HandOver } from './transport.js';

/** Open while the relay answers. While it is shut the worker does not poll the mail queue: waiting messages cost nothing. */
export interface RelayGate {
  report(outcome: HandOver['outcome']): void;
  /** Resolves once open: at once while it is. */
  opened(): Promise<void>;
  /** Resolves once shut: at once while it is. */
  shut(): Promise<void>;
  /** Opens for good, so that nobody waits on it any more. */
  stop(): void;
}

const awayInARow = 3;

/**
 * Shuts after three hand-overs in a row found the relay away, and asks `verify` about every `probeEveryMs` (ms) until it answers.
 * A `verify` that rejects has not answered. Its timer keeps no process alive.
 */
export function relayGate({
  verify,
  probeEveryMs = 5_000,
}: {
  verify: () => Promise<boolean>;
  probeEveryMs?: number;
}): RelayGate {
  let away = 0;
  let isOpen = true;
  let isStopped = false;
  let probe: NodeJS.Timeout | undefined;
  const waiting = { open: new Set<() => void>(), shut: new Set<() => void>() };

  const tell = (waiters: Set<() => void>) => {
    for (const waiter of waiters) waiter();
    waiters.clear();
  };

  function open(): void {
    isOpen = true;
    away = 0;
    tell(waiting.open);
  }

  function shut(): void {
    isOpen = false;
    tell(waiting.shut);
    askAgain();
  }

  function askAgain(): void {
    if (isStopped) return;
    // Jitter: several workers do not ask together.
    probe = setTimeout(
      () =>
        void verify()
          .catch(() => false)
          .then((answers) => (answers ? open() : askAgain())),
      probeEveryMs * (0.8 + Math.random() * 0.4),
    );
    probe.unref();
  }

  return {
    report(outcome) {
      away = outcome === 'relay-away' ? away + 1 : 0;
      if (away >= awayInARow && isOpen && !isStopped) shut();
    },
    opened: () => (isOpen ? Promise.resolve() : new Promise((resolve) => waiting.open.add(resolve))),
    shut: () => (isOpen ? new Promise((resolve) => waiting.shut.add(resolve)) : Promise.resolve()),
    stop() {
      isStopped = true;
      clearTimeout(probe);
      open();
      tell(waiting.shut);
    },
  };
}
