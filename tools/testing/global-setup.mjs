import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** jest loads this file without its own resolver, which finds no `.ts` behind our `.js` imports: so `prepare.ts` is bundled first. */
export default async function globalSetup() {
  const outfile = resolve('node_modules/.cache', `prepare-${process.pid}.mjs`);
  await build({
    entryPoints: ['tools/testing/prepare.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
  });
  const { prepare } = await import(pathToFileURL(outfile).href);
  globalThis.stopWhatTestsShare = await prepare();
}
