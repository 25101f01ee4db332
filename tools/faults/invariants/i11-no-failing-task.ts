import type { Invariant } from '../ledgers.js';

/** The server's own doing: a message came while the task was answered. */
const harmless = new Set(['UNHANDLED_COMMAND', 'RESET_STICKY_TASK_QUEUE']);
/** The SDK's own: it may answer one update twice in a task, refuses that and does the task again (temporalio/sdk-typescript#1966). */
const doneAgain = /Invalid transition while handling update response/u;
/** A run that nobody meant to end; `reconcile` begins another within five minutes. */
const failed = new Set(['FAILED', 'TIMED_OUT']);
/** An attempt may be lost with its worker; more than that is a loop. */
const mostAttempts = 3;

/** I11: no non-determinism, no workflow-task failure loop, and no journey that fails as a whole: an outage is waited for. */
export const noFailingTask: Invariant = ({ journeys, misread }) => [
  ...misread.map(({ file, failure }) => ({
    invariant: 'I11' as const,
    text: `${file} cannot be replayed: ${failure}`,
  })),
  ...journeys.flatMap(({ journey, caseNumber, status, taskFailures, pendingTaskAttempt, replayFailure }) => {
    const violation = (text: string) => ({ invariant: 'I11' as const, caseNumber, text: `${journey}: ${text}` });
    const own = taskFailures.filter(({ cause, message }) => !harmless.has(cause) && !doneAgain.test(message));
    const causes = new Map(own.map(({ cause, message }) => [cause, message]));
    return [
      ...(failed.has(status) ? [violation(`its journey is ${status}`)] : []),
      ...[...causes].map(([cause, message]) => violation(`a workflow task failed: ${cause}: ${message}`)),
      ...(pendingTaskAttempt > mostAttempts
        ? [violation(`its workflow task is in attempt ${pendingTaskAttempt}`)]
        : []),
      ...(replayFailure === undefined ? [] : [violation(`cannot be replayed: ${replayFailure}`)]),
    ];
  }),
];
