import {
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  TemporalFailure,
  type UntypedActivities,
} from '@temporalio/workflow';

type Activity = (...args: unknown[]) => Promise<unknown>;

/** One try, within the workflow task itself: nothing is scheduled, and operators see its result only. */
export const localActivities = <Activities>(): Activities =>
  proxyLocalActivities<UntypedActivities>({
    startToCloseTimeout: '3s',
    retry: { maximumAttempts: 1 },
  }) as Activities;

/**
 * As activities that operators see, repeated for as long as it takes. Handlers and background tasks use these, never local ones: of two
 * local activities at once the results come one after the other, but a replay hands them over together, and what the story did between
 * them would not happen again.
 */
export const regularActivities = <Activities>(): Activities =>
  proxyActivities<UntypedActivities>({
    startToCloseTimeout: '10s',
    retry: { initialInterval: '1s', maximumInterval: '15s' },
  }) as Activities;

/** What reads the facts or changes them, one call at a time: a local activity, and a regular one when that failed (ADR 7). */
export function localFirstActivities<Activities extends object>(): Activities {
  const local = localActivities<Record<string | symbol, Activity>>();
  const regular = regularActivities<Record<string | symbol, Activity>>();
  const localFirst =
    (name: string | symbol): Activity =>
    async (...args) => {
      try {
        return await local[name]?.(...args);
      } catch (failure) {
        // A local activity's own failure comes bare, without an ActivityFailure around it.
        if (!(failure instanceof TemporalFailure) || isCancellation(failure)) throw failure;
        return await regular[name]?.(...args);
      }
    };
  return new Proxy({} as Activities, { get: (_, name) => localFirst(name) });
}
