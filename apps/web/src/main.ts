import 'reflect-metadata';
import { releaseConnections } from '@app/edge';
import { settingsOrExit, webSettings } from '@app/settings';
import { createLogger } from './edge/logging.js';
import { createWeb } from './web.js';

const settings = settingsOrExit(webSettings);
const logger = createLogger(settings.logLevel);
const app = await createWeb(settings, logger);
await app.listen(settings.webPort, settings.host);
logger.info('web is listening');

/** Requests in flight are answered first: the longest takes 10 s. */
const longestGoodbyeMs = 12_000;

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(1), longestGoodbyeMs).unref();
    releaseConnections(app.getHttpServer());
    void app.close().then(() => process.exit(0));
  });
}
