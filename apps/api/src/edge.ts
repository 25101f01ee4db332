import type { NestExpressApplication } from '@nestjs/platform-express';
import { MikroORM } from '@mikro-orm/postgresql';
import { holdConnections, longestWaitMs, tellMethods, unlessGivenUp, withinDeadline } from '@app/edge';
import type { ApiSettings } from '@app/settings';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { meetCaller } from './caller.js';
import { refuseOtherSites } from './cross-site.js';
import { readJsonBodies } from './json-body.js';
import { requestLog } from './logging.js';
import { giveUp, ProblemFilter } from './problem.filter.js';
import { RequestShape } from './request-shape.js';
import { sendDeviceCookie } from './sessions/device-cookie.js';
import { readSessions } from './sessions/session-middleware.js';

/** What every request passes, in this order, before it meets a route. */
export function guardTheEdge(
  app: NestExpressApplication,
  settings: ApiSettings,
  logger: Logger,
  answerWithinMs = longestWaitMs,
): void {
  holdConnections(app.getHttpServer());
  app.disable('x-powered-by');
  app.use(pinoHttp(requestLog(logger)));
  app.use(meetCaller(settings.internalToken, answerWithinMs));
  app.use(withinDeadline(answerWithinMs, giveUp));
  // `upgrade-insecure-requests` would break /docs where the API is reached over http.
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  app.use(keepNothing);
  app.use(refuseOtherSites(settings.publicUrl));
  app.use(tellMethods);
  app.use(sendDeviceCookie);
  app.use('/v1/sessions', ...readSessions(app.get(MikroORM), settings));
  readJsonBodies(app);
  app.use(unlessGivenUp);
  app.useGlobalPipes(new RequestShape());
  app.useGlobalFilters(new ProblemFilter());
}

/** Answers are about persons and cases: no cache on the way may keep one. */
function keepNothing(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
