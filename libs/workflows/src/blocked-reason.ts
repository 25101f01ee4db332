import { type BlockedReason, type BlockingFailure, blockingFailures } from '@app/contracts';
import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';

/**
 * Why a task that gave up needs a person; undefined when it was only told to stop. `whenUnheard`: no attempt ever said why it failed, for
 * none ended. A failure whose type is not in the contract is `technical`, whatever the task was about.
 */
export function blockedReason(failure: unknown, whenUnheard: BlockedReason): BlockedReason | undefined {
  if (isCancellation(failure)) return undefined;
  if (!(failure instanceof ActivityFailure)) throw failure;
  const said = failure.cause instanceof ApplicationFailure ? failure.cause : failure.cause?.cause;
  if (!(said instanceof ApplicationFailure)) return whenUnheard;
  return isForeseen(said.type) ? blockingFailures[said.type] : 'technical';
}

const isForeseen = (type: string | null | undefined): type is BlockingFailure =>
  typeof type === 'string' && Object.hasOwn(blockingFailures, type);
