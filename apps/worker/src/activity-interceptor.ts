import { MikroORM, RequestContext } from '@mikro-orm/postgresql';
import { crashPoint } from '@app/persistence';
import { ApplicationFailure, type Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import type { Logger } from 'pino';

/** What tells a journey apart: every activity's first argument. */
type Ref = Partial<Record<'caseNumber' | 'accountId' | 'lockoutId' | 'correlationId', string>>;

/** Around each attempt: an entity manager of its own, and one log line with the correlation id of the request that began it all. */
export const perAttempt =
  (orm: MikroORM, logger: Logger) =>
  ({ info }: Context): { inbound: ActivityInboundCallsInterceptor } => ({
    inbound: {
      execute: (input, next) =>
        RequestContext.create(orm.em, async () => {
          const began = performance.now();
          const [{ caseNumber, accountId, lockoutId, correlationId } = {}] = input.args as [Ref?];
          const line = {
            activity: info.activityType,
            attempt: info.attempt,
            ...{ caseNumber, accountId, lockoutId, correlationId },
          };
          const ms = () => Math.round(performance.now() - began);
          try {
            crashPoint(`activity.${info.activityType}.before`);
            const result = await next(input);
            crashPoint(`activity.${info.activityType}.after`);
            logger.info({ ...line, ms: ms() }, 'activity done');
            return result;
          } catch (error) {
            const failure = speakable(error);
            logger.warn({ ...line, ms: ms(), type: failure.type, reason: failure.message }, 'activity failed');
            throw failure;
          }
        }),
    },
  });

/**
 * What may be said of a failure, to Temporal and to the log. Ours hold codes only. Anybody else's message may repeat values — the
 * database's tells the whole row that it refused — so only its name, its code and where it came from go on.
 */
function speakable(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  const { name, code, stack = '' } = error as Error & { code?: unknown };
  const failure = ApplicationFailure.retryable(typeof code === 'string' ? code : name, name);
  failure.stack = [failure.message, ...stack.split('\n').filter((line) => /^\s+at /u.test(line))].join('\n');
  return failure;
}
