import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { problem } from './problem.js';

const largestBody = '64kb';

/** JSON and nothing else; a body of another type is refused rather than taken for an absent one. */
export function readJsonBodies(app: NestExpressApplication): void {
  app.use(refuseOtherTypes);
  // Not strict: `"text"` is JSON too, and of a wrong shape.
  app.useBodyParser('json', { limit: largestBody, strict: false });
}

function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  if (hasBody(request) && !request.is('application/json')) next(problem('media-type-unsupported'));
  else next();
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
