import { allHandlersFinished, condition, continueAsNew, type Workflow, workflowInfo } from '@temporalio/workflow';
import type { Wakeups } from './wakeups.js';

/** Temporal suggests a new run. Asked where nothing of the story is half done. */
export const isHistoryLong = (): boolean => workflowInfo().continueAsNewSuggested;

/**
 * The story goes on in a new run with an empty history. Nothing is carried over, for a run begins by reading the facts, which also answers
 * each signal that came until now: so none is lost. Messages that are being answered are answered first. A mail that is under way is given
 * up here and taken up there; its lease keeps it from leaving twice.
 */
export async function continueFromFacts<Story extends Workflow>(
  wake: Wakeups,
  ...args: Parameters<Story>
): Promise<never> {
  wake.leave();
  await condition(allHandlersFinished);
  return continueAsNew<Story>(...args);
}
