import { rmSync } from 'node:fs';

/** Stops what `global-setup.mjs` started: jest runs both in one process. */
export default async function globalTeardown() {
  await globalThis.stopWhatTestsShare?.();
  rmSync(`node_modules/.cache/prepare-${process.pid}.mjs`, { force: true });
}
