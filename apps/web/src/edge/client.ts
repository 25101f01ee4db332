import { forwardedBy, unknownAddress } from '@app/edge';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';

const usual = ['X-Forwarded-For', 'Forwarded'];

/**
 * Proxies write a client's address in many forms: behind this, `X-Forwarded-For` holds bare addresses, and `unknown` for
 * what is none, so that `request.ip` is the one that the last trusted proxy saw. `header`: where they write it; the usual
 * ones when undefined, `Forwarded` only where there is no other, for a proxy that writes one lets a client's other through.
 */
export function meetClient(header: string | undefined, logger: Logger): RequestHandler {
  const headers = header === undefined ? usual : [header];
  let isTold = false;
  return (request: Request, _response: Response, next: NextFunction) => {
    const there = headers.find((name) => request.get(name) !== undefined);
    const hops = there === undefined ? [] : forwardedBy(there, request.get(there) ?? '');
    delete request.headers['x-forwarded-for'];
    if (hops.length > 0) request.headers['x-forwarded-for'] = hops.join(', ');
    if (request.ip === unknownAddress && !isTold) {
      isTold = true;
      const words = 'a proxy forwards addresses that are not understood: limits per address do not apply to them';
      logger.warn({ proxy: request.socket.remoteAddress, header: there }, words);
    }
    next();
  };
}
