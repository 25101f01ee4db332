import 'reflect-metadata';
import { directoryMistakes } from '@app/partners';
import { apiSettings, refuseMistakes, settingsOrExit } from '@app/settings';
import { createApi } from './api.js';

const settings = settingsOrExit((env) => refuseMistakes(apiSettings(env), directoryMistakes));
const app = await createApi(settings);
// A body that trickles in is a hang too.
app.getHttpServer().requestTimeout = 10_000;
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
    // A connection kept alive by a caller who was just answered would hold the process for seconds.
    app.getHttpServer().keepAliveTimeout = 1;
    void app.close().then(() => process.exit(0));
  });
}
