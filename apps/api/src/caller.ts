import { isIP } from 'node:net';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { sameSecret } from '@app/persistence';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Who asks, as far as audit, limits and logs go. */
export interface Caller {
  /** Network address. */
  address: string;
  correlationId: string;
  /** Milliseconds left before an answer is due: nobody waits over 10 s. */
  patience: () => number;
}

export interface Asked extends Request {
  caller: Caller;
}

/** The contract's 10 s, less what it takes to write an answer. */
const longestWaitMs = 9_500;

/** Must stand behind the logger, whose request id is the correlation id. */
export function meetCaller(internalTokens: readonly string[]): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const until = Date.now() + longestWaitMs;
    (request as Asked).caller = {
      address: addressOf(request, internalTokens),
      correlationId: String(request.id),
      patience: () => Math.max(until - Date.now(), 0),
    };
    next();
  };
}

/** The socket's other end; what web saw, when it proves that it is web. */
function addressOf(request: Request, internalTokens: readonly string[]): string {
  const shown = request.get('X-Internal-Token');
  const forwarded = request.get('X-Forwarded-For')?.trim() ?? '';
  const believed = shown !== undefined && internalTokens.some((token) => sameSecret(shown, token));
  const address = believed && isIP(forwarded) ? forwarded : (request.socket.remoteAddress ?? '0.0.0.0');
  return address.replace(/^::ffff:(?=\d+\.)/iu, '');
}

export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<Asked>().caller;
});
