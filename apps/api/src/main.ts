import 'reflect-metadata';
import { releaseConnections } from '@app/edge';
import { directoryMistakes } from '@app/partners';
import { apiSettings, refuseMistakes, settingsOrExit } from '@app/settings';
import { createApi } from './api.js';

const settings = settingsOrExit((env) => refuseMistakes(apiSettings(env), directoryMistakes));
const app = await createApi(settings);
await app.listen(settings.apiPort, settings.host).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error;
  console.error(`Port ${settings.apiPort} of ${settings.host} is taken: choose another with API_PORT.`);
  process.exit(1);
});

/** Requests in flight are answered first: the longest takes 10 s. */
const longestGoodbyeMs = 12_000;

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(1), longestGoodbyeMs).unref();
    releaseConnections(app.getHttpServer());
    void app.close().then(() => process.exit(0));
  });
}
