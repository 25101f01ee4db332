import { isGrpcServiceError, ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';

/** gRPC's own names, by number. */
const statusNames = [
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS'],
  ...['PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED'],
  ...['INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'],
] as const;
type StatusName = (typeof statusNames)[number];

export interface GrpcStatus {
  status: StatusName;
  /** Temporal's own words, which hold ids and names of ours, and no personal data (ADR 2). */
  details: string;
}

/** What Temporal answered: the SDK's error says no more than « Failed to start Workflow », its cause has the rest. */
export function grpcStatus(error: unknown): GrpcStatus | undefined {
  if (error instanceof NamespaceNotFoundError) return { status: 'NOT_FOUND', details: error.message };
  if (isGrpcServiceError(error)) return { status: statusNames[error.code] ?? 'UNKNOWN', details: error.details };
  const wraps = error instanceof ServiceError || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
  return wraps && error.cause !== error ? grpcStatus(error.cause) : undefined;
}

/**
 * Of Temporal as a whole, not of one message: it is away, its store hangs, it has too much to do, or takes no call of ours (a
 * credential, a namespace or a search attribute is missing). Whatever waits is tried again as often as it takes.
 */
export function isTemporalOutage(error: unknown): boolean {
  const found = grpcStatus(error);
  if (!found) return false;
  return outages.has(found.status) || error instanceof NamespaceNotFoundError || lacksAttribute(found);
}

const outages: ReadonlySet<StatusName> = new Set([
  ...(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED', 'ABORTED', 'RESOURCE_EXHAUSTED'] as const),
  ...(['UNAUTHENTICATED', 'PERMISSION_DENIED'] as const),
]);

const lacksAttribute = ({ status, details }: GrpcStatus): boolean =>
  status === 'INVALID_ARGUMENT' && /search attribute/iu.test(details);

export const isNotThere = (error: unknown): boolean => grpcStatus(error)?.status === 'NOT_FOUND';
