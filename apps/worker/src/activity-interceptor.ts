import { MikroORM, RequestContext } from '@mikro-orm/postgresql';
import type { Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import type { Logger } from 'pino';

/** Around each attempt: an entity manager of its own, and one log line with the correlation id of the request that began it all. */
export const perAttempt =
  (orm: MikroORM, logger: Logger) =>
  ({ info }: Context): { inbound: ActivityInboundCallsInterceptor } => ({
    inbound: {
      execute: (input, next) =>
        RequestContext.create(orm.em, async () => {
          const began = performance.now();
          const [ref] = input.args as [{ caseNumber?: string; correlationId?: string }?];
          const line = {
            activity: info.activityType,
            attempt: info.attempt,
            caseNumber: ref?.caseNumber,
            correlationId: ref?.correlationId,
          };
          const ms = () => Math.round(performance.now() - began);
          try {
            const result = await next(input);
            logger.info({ ...line, ms: ms() }, 'activity done');
            return result;
          } catch (error) {
            const { type, message } = error as { type?: string; message?: string };
            logger.warn(
              { ...line, ms: ms(), type, reason: type ? message : undefined, err: type ? undefined : error },
              'activity failed',
            );
            throw error;
          }
        }),
    },
  });
