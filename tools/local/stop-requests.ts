import { watchNpm } from './npm-above.js';

/** One Ctrl-C arrives several times: from the terminal and from npm, which passes it on. */
const sameGesture = 1_500;

/** Calls `stop` at the first Ctrl-C, SIGTERM, SIGHUP or death of npm, and `force` when the person insists. */
export function onStopRequest(stop: () => void, force: () => void): void {
  let first: number | undefined;
  const hear = () => {
    if (first === undefined) {
      first = Date.now();
      stop();
    } else if (Date.now() - first > sameGesture) force();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear);
  watchNpm(() => {
    if (first === undefined) hear();
  });
}
