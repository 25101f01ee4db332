import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { webSettings } from '@app/settings';
import { build, stop as stopEsbuild } from 'esbuild';
import { HtmlValidate } from 'html-validate';
import { createLogger } from '../edge/logging.js';
import { createWeb } from '../web.js';
import { FakeApi } from './fake-api.js';

const sources = fileURLToPath(new URL('../assets', import.meta.url));

/** As `npm run build` puts them beside the compiled code. */
async function builtAssets(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'parcours-web-assets-'));
  for (const name of ['style.css', 'icon.svg']) cpSync(join(sources, name), join(folder, name));
  const entryPoints = [join(sources, 'enhance.ts')];
  await build({ entryPoints, outdir: folder, bundle: true, minify: true, format: 'iife', target: 'es2022' });
  await stopEsbuild(); // else its process keeps jest's worker from ending
  return folder;
}

export interface WebUnderTest {
  app: NestExpressApplication;
  api: FakeApi;
  /** Every line of the log. */
  logged: string[];
  stop(): Promise<void>;
}

/** The real web application in front of an API faked at the wire. */
export async function startWeb(env: Record<string, string> = {}, answerWithinMs?: number): Promise<WebUnderTest> {
  const api = await FakeApi.start();
  const settings = webSettings({
    PUBLIC_URL: 'http://localhost:8080',
    API_URL: api.url,
    INTERNAL_TOKEN: 'internal-token-of-the-tests-000000000000',
    MAIL_FROM: 'Parcours <ne-pas-repondre@parcours.example>',
    LOG_LEVEL: 'info',
    ...env,
  });
  const logged: string[] = [];
  const logger = createLogger('info', { write: (line: string) => void logged.push(line) });
  const folder = await builtAssets();
  const app = await createWeb(settings, logger, { folder, answerWithinMs });
  await app.listen(0, '127.0.0.1');
  const stop = async () => {
    await app.close();
    await api.stop();
    rmSync(folder, { recursive: true });
  };
  return { app, api, logged, stop };
}

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: { 'require-sri': ['error', { target: 'crossorigin' }] },
});

/** What html-validate finds in a page as the server wrote it; nothing in a good one. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
  );
}
