import { type BlockedReason, searchAttributes } from '@app/contracts';
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';

/** Tells operators where a story stands: the details of its page, and in one upsert the search attributes that changed. */
export function showToOperators(
  { stage, blockedReason }: { stage: string; blockedReason: BlockedReason | null },
  details: string,
): void {
  setCurrentDetails(details);
  const { typedSearchAttributes: shown } = workflowInfo();
  const changed = [
    { key: searchAttributes.stage, value: stage },
    { key: searchAttributes.blockedReason, value: blockedReason },
  ].filter(({ key, value }) => (shown.get(key) ?? null) !== value);
  if (changed.length > 0) upsertSearchAttributes(changed);
}
