import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Options } from 'pino-http';
import { mendedPath } from '../journeys/password/link/rewritten-link.js';

/** Long enough to open something: a link's token, a case's public id. */
const capability = /[A-Za-z0-9_-]{22,}/gu;

/** A path without what opens something: all that follows a link's address, whole or as a filter broke it (R12). */
const loggedPath = (url = ''): string => (mendedPath(url) ?? url).split('?')[0]?.replace(capability, '…') ?? '';

/** No form, header or query is ever written: that is where passwords, links, names and addresses are. */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino({ level, base: { process: 'web' } }, destination);

/** Each request has an id of ours, which the API logs too. */
export const requestLog = (logger: Logger): Options => ({
  logger,
  genReqId: (_request: IncomingMessage, response: ServerResponse) => {
    const id = randomUUID();
    response.setHeader('X-Correlation-Id', id);
    return id;
  },
  customAttributeKeys: { reqId: 'correlationId' },
  quietReqLogger: true,
  autoLogging: { ignore: ({ url }) => /^\/(?:health|assets)\//u.test(url ?? '') },
  serializers: {
    req: ({ method, url }: IncomingMessage) => ({ method, path: loggedPath(url) }),
    res: ({ statusCode }: ServerResponse) => ({ statusCode }),
  },
});

export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: string) => logger.debug(message),
  warn: (message: string) => logger.warn(message),
  error: (message: string, stack?: string) => logger.error({ stack }, message),
});
