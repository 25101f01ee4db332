import { applyDecorators } from '@nestjs/common';
import { type ProblemCode, problems } from '@app/contracts';
import { ApiHeader, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';

/** What any route may answer. */
const anywhere: ProblemCode[] = ['request-malformed', 'unavailable'];
/** What any route that changes something, or takes a body, may answer besides. */
const withBody: ProblemCode[] = [
  'cross-site-refused',
  'payload-too-large',
  'media-type-unsupported',
  'request-invalid',
  'too-many-requests',
];
const retryAfter = { description: 'Whole seconds.', schema: { type: 'integer' as const } };
/** Problems that say more than their code, by their schema. */
const sayMore: Partial<Record<ProblemCode, string>> = {
  'registration-in-progress': 'ConflictProblem',
  'establishment-registered': 'ConflictProblem',
  'credentials-refused': 'CredentialsProblem',
};

/** Documents every refusal of a route that only reads. */
export const RefusesReading = (...codes: ProblemCode[]): MethodDecorator => documented([...anywhere, ...codes]);
/** Documents every refusal of a route that takes a body. */
export const Refuses = (...codes: ProblemCode[]): MethodDecorator => documented([...anywhere, ...withBody, ...codes]);

/** A route that takes `Idempotency-Key`. */
export const Repeatable = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Same key and body within 24 h: same answer. Answers 400, 429 and 5xx are not kept.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' },
  });

function documented(codes: ProblemCode[]): MethodDecorator {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return applyDecorators(...[...byStatus].map(([status, some]) => ApiResponse(response(status, some))));
}

function response(status: number, codes: ProblemCode[]): ApiResponseOptions {
  const schema = codes.flatMap((code) => sayMore[code] ?? [])[0] ?? 'Problem';
  return {
    status,
    description: codes.map((code) => `\`${code}\`: ${problems[code].title}`).join('\n\n'),
    ...((status === 429 || status === 503) && { headers: { 'Retry-After': retryAfter } }),
    content: { 'application/problem+json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}
