import { defineConfig } from 'orval';

/** `npx orval` writes web's client from the document the API writes of itself. Committed; `npm run check` looks for drift. */
export default defineConfig({
  api: {
    input: 'apps/api/openapi.json',
    output: {
      target: 'apps/web/src/api/generated/parcours.ts',
      client: 'fetch',
      mode: 'single',
      urlEncodeParameters: true,
      override: { mutator: { path: 'apps/web/src/api/call-api.ts', name: 'callApi', extension: '.js' } },
    },
  },
});
