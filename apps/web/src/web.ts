import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { holdConnections, tellMethods, unlessGivenUp, withinDeadline } from '@app/edge';
import type { WebSettings } from '@app/settings';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { Api } from './api/api.js';
import { askForSession } from './api/session-now.js';
import { meetClient } from './edge/client.js';
import { refuseOtherSites } from './edge/cross-site.js';
import { ErrorPageFilter, giveUp } from './edge/error-page.filter.js';
import { nestLogger, requestLog } from './edge/logging.js';
import { pageAssets } from './edge/page-assets.js';
import { keepNothing, securityHeaders } from './edge/security-headers.js';
import { mendLinks } from './journeys/password/link/mend-links.js';
import { WebModule } from './web.module.js';

/** The API's own refusals, which say more, come before it. */
const longestWaitMs = 9_900;
const assetsFolder = fileURLToPath(new URL('assets', import.meta.url));

/** The web front end, ready to listen; what every request passes stands here in its order. */
export async function createWeb(
  settings: WebSettings,
  logger: Logger,
  { folder = assetsFolder, answerWithinMs = longestWaitMs } = {},
): Promise<NestExpressApplication> {
  const options = { bodyParser: false, logger: nestLogger(logger) };
  const app = await NestFactory.create<NestExpressApplication>(WebModule.with(settings), options);
  const { files, serve } = pageAssets(folder);
  app.setLocal('pageFiles', files);
  app.setLocal('siteIsSecure', settings.publicUrl.startsWith('https:'));
  app.set('trust proxy', settings.trustProxy);
  app.disable('x-powered-by');
  holdConnections(app.getHttpServer());
  app.use(pinoHttp(requestLog(logger)));
  app.use(withinDeadline(answerWithinMs, giveUp));
  app.use(meetClient(settings.clientAddressHeader, logger));
  app.use(securityHeaders);
  app.use(serve);
  app.use(keepNothing);
  app.use(askForSession(app.get(Api)));
  app.use(mendLinks);
  app.use(refuseOtherSites(settings.publicUrl));
  app.use(tellMethods);
  app.useBodyParser('urlencoded', { extended: false, limit: '32kb' });
  app.use(unlessGivenUp);
  app.useGlobalFilters(new ErrorPageFilter());
  return app;
}
