// Compares apps/api/openapi.json with what the built API describes; `--write` renews it. Needs neither database nor Temporal.
import { readFileSync, writeFileSync } from 'node:fs';
import { createApi } from '../dist/apps/api/src/api.js';
import { describeApi } from '../dist/apps/api/src/openapi.js';
import { apiSettings } from '../dist/libs/settings/src/index.js';

const file = new URL('../apps/api/openapi.json', import.meta.url);
const nowhere = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  PUBLIC_URL: 'http://localhost',
  LINK_KEYS: `k1:${'A'.repeat(43)}=`,
  GUARD_KEYS: `g1:${'A'.repeat(43)}=`,
  SESSION_SECRETS: 'x'.repeat(32),
  INTERNAL_TOKEN: 'x'.repeat(32),
  LOG_LEVEL: 'silent',
};

const app = await createApi(apiSettings(nowhere));
const described = `${JSON.stringify(describeApi(app), null, 2)}\n`;
await app.close();

if (process.argv.includes('--write')) writeFileSync(file, described);
else if (readFileSync(file, 'utf8') !== described) {
  console.error('apps/api/openapi.json is not what the API describes: node tools/openapi-check.mjs --write');
  process.exitCode = 1;
}
