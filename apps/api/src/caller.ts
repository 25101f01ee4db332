import { createParamDecorator } from '@nestjs/common';
import { addressOrUnknown, forwardedBy, subscriberOf, unknownAddress } from '@app/edge';
import type { ExecutionContext } from '@nestjs/common';
import { sameSecret } from '@app/persistence';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Who asks, as far as audit, limits and logs go. */
export interface Caller {
  /** Network address, bare and in its canonical form; `unknown` when a proxy tells none that we understand. */
  address: string;
  correlationId: string;
  /** Milliseconds left before an answer is due: nobody waits over 10 s. */
  remainingTime: () => number;
}

export interface Asked extends Request {
  caller: Caller;
}

/** Must stand behind the logger, whose request id is the correlation id. `longestWaitMs`: how long an answer may take. */
export function meetCaller(internalTokens: readonly string[], longestWaitMs: number): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const until = Date.now() + longestWaitMs;
    (request as Asked).caller = {
      address: addressOf(request, internalTokens),
      correlationId: String(request.id),
      remainingTime: () => Math.max(until - Date.now(), 0),
    };
    next();
  };
}

/**
 * The socket's other end; what web saw, when it proves that it is web. Web tells one address: what follows it was added on
 * the way from web to here.
 */
function addressOf(request: Request, internalTokens: readonly string[]): string {
  const shown = request.get('X-Internal-Token');
  const believed = shown !== undefined && internalTokens.some((token) => sameSecret(shown, token));
  const [forwarded] = believed ? forwardedBy('X-Forwarded-For', request.get('X-Forwarded-For') ?? '') : [];
  return forwarded ?? addressOrUnknown(request.socket.remoteAddress ?? '');
}

/** What a caller is counted under: strangers whose address is unknown share nothing, so each request stands for itself. */
export const countedAs = ({ address, correlationId }: Caller): string =>
  address === unknownAddress ? `request ${correlationId}` : subscriberOf(address);

export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<Asked>().caller;
});
