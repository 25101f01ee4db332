import { grpcStatus } from '@app/journeys';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Options } from 'pino-http';

/** Long enough to be unguessable, so it may open something: a link's token, a case's public id. */
const capability = /[A-Za-z0-9_-]{22,}/gu;
const correlationId = /^[A-Za-z0-9-]{8,64}$/u;

/**
 * Lines are made of named fields, never of what happened to be there: no body, header, query or bound value of a
 * statement, which is where passwords, links, names and addresses are.
 */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino({ level, base: { process: 'api' }, serializers: { err: errorLine } }, destination);

/** For every pino-http: each would otherwise bring serializers of its own, which print whatever an error holds. */
export const requestLog = (logger: Logger): Options => ({
  logger,
  wrapSerializers: false,
  genReqId: giveCorrelationId,
  customAttributeKeys: { reqId: 'correlationId' },
  quietReqLogger: true,
  autoLogging: { ignore: ({ url }) => url?.startsWith('/health/') ?? false },
  serializers: { req: requestLine, res: ({ statusCode }: ServerResponse) => ({ statusCode }), err: errorLine },
  // The status says it; what went wrong has a line of its own.
  customErrorObject: (_request, _response, _error, { err: _err, ...line }: Record<string, unknown>) => line,
});

const requestLine = ({ method, url, originalUrl = url }: IncomingMessage & { originalUrl?: string }): object => ({
  method,
  path: originalUrl?.split('?')[0]?.replace(capability, '…'),
});

/** The caller's own, so that its logs and ours can be laid side by side; else a new one. */
function giveCorrelationId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-correlation-id'];
  const id = typeof given === 'string' && correlationId.test(given) ? given : randomUUID();
  response.setHeader('X-Correlation-Id', id);
  return id;
}

/** Messages of the database repeat the values of the statement: its code says enough. */
function errorLine(error: Error & { code?: unknown; constraint?: unknown; cause?: unknown }): object {
  const { name, code, constraint, stack } = error;
  const frames = stack?.split('\n').filter((line) => /^\s+at /u.test(line));
  const message = code === undefined ? error.message : undefined;
  return { type: name, code, constraint, message, grpc: grpcStatus(error), stack: frames?.slice(0, 12).join('\n') };
}
