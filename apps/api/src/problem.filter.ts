import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { ProblemCode } from '@app/contracts';
import { type LateFor, methodsAt, metNoRoute } from '@app/edge';
import type { Request, Response } from 'express';
import type { Asked } from './caller.js';
import { isOutage } from './outage.js';
import { Problem, problem } from './problem.js';

/** What Express, its parsers and Nest's router refuse by status. */
const byStatus: Partial<Record<number, ProblemCode>> = {
  400: 'request-malformed',
  404: 'not-found',
  413: 'payload-too-large',
  415: 'media-type-unsupported',
};
const tryAgainAfterSeconds = 5;

/** Every answer that is no success leaves here, as RFC 9457; neither stack nor words of an unknown error do. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Asked>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.writableEnded) return; // given up at the deadline: who asked has the answer
    const methods = metNoRoute(error, request) ? methodsAt(request) : [];
    if (methods.length > 0) response.setHeader('Allow', methods.join(', '));
    const refusal = methods.length > 0 ? problem('method-not-allowed') : refusalOf(error);
    if (!refusal) logSurprise(request, error);
    if (response.headersSent) return void response.destroy();
    send(response, refusal ?? problem('unavailable', { retryAfter: tryAgainAfterSeconds }));
  }
}

function send(response: Response, answer: Problem): void {
  if (answer.details.retryAfter !== undefined) response.setHeader('Retry-After', answer.details.retryAfter);
  response.status(answer.status).type('application/problem+json').send(JSON.stringify(answer.body()));
}

/** At the deadline; the transaction under way ends by the database's own limits. */
export function giveUp({ log }: Request, response: Response, lateFor: LateFor): void {
  log.warn({ lateFor }, 'request given up at its deadline');
  const late =
    lateFor === 'body' ? problem('request-malformed') : problem('unavailable', { retryAfter: tryAgainAfterSeconds });
  send(response, late);
}

function refusalOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown } | null)?.status;
  const code = typeof status === 'number' ? byStatus[status] : undefined;
  return code && problem(code);
}

function logSurprise({ log }: Asked, error: unknown): void {
  if (isOutage(error)) log.warn({ err: error }, 'outage');
  else log.error({ err: error, bug: true }, 'bug');
}
