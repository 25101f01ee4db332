import { setTimeout as pause } from 'node:timers/promises';

export interface ClosedLoop {
  /** Acts that ended within the window. */
  done: number;
  /** Length of the window. */
  seconds: number;
  failed: number;
}

export interface ClosedLoopOptions {
  /** Acts under way at any time. */
  width: number;
  /** Before the window, so that it begins in a steady state. */
  rampSeconds: number;
  seconds: number;
  /** Called at both ends of the window. */
  onWindow?: (edge: 'begins' | 'ends') => void;
}

/** As many acts as `width` callers get done one after the other; ends when those under way have ended. */
export async function closedLoop(
  { width, rampSeconds, seconds, onWindow }: ClosedLoopOptions,
  act: () => Promise<unknown>,
): Promise<ClosedLoop> {
  let [done, failed, isOver] = [0, 0, false];
  const caller = async () => {
    while (!isOver)
      await act().then(
        () => void done++,
        () => void failed++,
      );
  };
  const callers = Array.from({ length: width }, caller);
  await pause(rampSeconds * 1_000);
  [done, failed] = [0, 0];
  const began = performance.now();
  onWindow?.('begins');
  await pause(seconds * 1_000);
  onWindow?.('ends');
  const window = { done, failed, seconds: (performance.now() - began) / 1_000 };
  isOver = true;
  await Promise.all(callers);
  return window;
}
