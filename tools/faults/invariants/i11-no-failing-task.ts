import type { Invariant } from '../ledgers.js';

/** The server's own doing: a message came while the task was answered. */
const harmless = new Set(['UNHANDLED_COMMAND', 'RESET_STICKY_TASK_QUEUE']);
/** An attempt may be lost with its worker; more than that is a loop. */
const mostAttempts = 3;

/** I11: no non-determinism, no workflow-task failure loop. */
export const noFailingTask: Invariant = ({ journeys }) =>
  journeys.flatMap(({ caseNumber, taskFailures, pendingTaskAttempt, replayFailure }) => {
    const violation = (text: string) => ({ invariant: 'I11' as const, caseNumber, text });
    const causes = new Set(taskFailures.map(({ cause }) => cause).filter((cause) => !harmless.has(cause)));
    return [
      ...[...causes].map((cause) => violation(`a workflow task failed: ${cause}`)),
      ...(pendingTaskAttempt > mostAttempts
        ? [violation(`its workflow task is in attempt ${pendingTaskAttempt}`)]
        : []),
      ...(replayFailure === undefined ? [] : [violation(`cannot be replayed: ${replayFailure}`)]),
    ];
  });
