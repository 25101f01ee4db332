import { grpcStatus } from '@app/journeys';
import type { LoggerService } from '@nestjs/common';
import type { Logger as TemporalLogger } from '@temporalio/worker';
import { pino, type Logger } from 'pino';

/** JSON lines on standard output; whatever looks like a person or a secret is left out, should it ever be logged. */
export const processLogger = (level: string): Logger =>
  pino({
    level,
    base: { process: 'worker' },
    // A database's message may repeat the values of its statement: its code says enough.
    serializers: {
      err: (error: Error & { code?: unknown }) => {
        const [{ name, code, message }, grpc] = [error, grpcStatus(error)];
        return { type: name, ...(code ? { code } : { message }), ...(grpc ? { grpc } : {}) };
      },
    },
    redact: {
      paths: ['*.email', '*.password', '*.token', '*.code', '*.lastName', '*.firstName', '*.phone'],
      remove: true,
    },
  });

/** Temporal's own lines; their `message` of a failed activity holds codes only (`registration-mail.activities.ts`). */
export const temporalLogger = (logger: Logger): TemporalLogger => {
  const to =
    (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, meta?: Record<string | symbol, unknown>) =>
      logger[level]({ ...meta }, message);
  const [trace, debug, info, warn, error] = [to('trace'), to('debug'), to('debug'), to('warn'), to('error')];
  return {
    trace,
    debug,
    info,
    warn,
    error,
    log: (level, message, meta) =>
      ({ TRACE: trace, DEBUG: debug, INFO: info, WARN: warn, ERROR: error })[level](message, meta),
  };
};

export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: string) => logger.debug(message),
  warn: (message: string) => logger.warn(message),
  error: (message: string, stack?: string) => logger.error({ stack }, message),
});
