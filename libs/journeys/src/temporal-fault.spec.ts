import { expect, test } from '@jest/globals';
import { ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { grpcStatus, isTemporalOutage } from './temporal-fault.js';

const grpc = (code: number, details: string) => Object.assign(new Error(details), { code, details, metadata: {} });
const wrapped = (code: number, details = 'words') => new ServiceError('Failed', { cause: grpc(code, details) });

test.each([
  ['a store that hangs', wrapped(14, 'shard status unknown'), true],
  ['no answer in time', wrapped(4), true],
  ['no answer to an update in time', new WorkflowUpdateRPCTimeoutOrCancelledError('x', { cause: grpc(4, '') }), true],
  ['a call that was cancelled', wrapped(1), true],
  ['too many calls', wrapped(8), true],
  ['a credential that is refused', wrapped(7), true],
  ['an error as gRPC throws it', grpc(14, 'no connection'), true],
  ['a namespace that is missing', new NamespaceNotFoundError('x'), true],
  [
    'a search attribute that is missing',
    wrapped(3, 'Namespace x has no mapping defined for search attribute Stage'),
    true,
  ],
  ['an argument that is wrong', wrapped(3, 'WorkflowId exceeds length limit'), false],
  ['a fault of the server', wrapped(13), false],
  ['a fault of ours', new Error('x'), false],
])('R54 an outage or a refusal: %s', (_what, error, isOutage) => {
  expect(isTemporalOutage(error)).toBe(isOutage);
});

test('R55 what Temporal answered is found behind what the SDK says', () => {
  expect(grpcStatus(wrapped(3, 'no mapping'))).toEqual({ status: 'INVALID_ARGUMENT', details: 'no mapping' });
  expect(grpcStatus(new Error('x'))).toBeUndefined();
});
