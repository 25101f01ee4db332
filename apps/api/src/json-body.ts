import type { NestExpressApplication } from '@nestjs/platform-express';
import { problems } from '@app/contracts';
import type { Request } from 'express';

const largestBody = '64kb';

/**
 * JSON and nothing else; a body of another type is refused rather than taken for an absent one. What counts is what a body
 * holds: `Transfer-Encoding: chunked` promises nothing, and an empty body is none, of whatever type.
 */
export function readJsonBodies(app: NestExpressApplication): void {
  const type = ({ headers }: Pick<Request, 'headers'>) => headers['content-length'] !== '0';
  // Not strict: `"text"` is JSON too, and of a wrong shape.
  const options = { limit: largestBody, strict: false, type, verify: refuseOtherTypes };
  app.useBodyParser('json', options);
}

function refuseOtherTypes(request: Request, _response: unknown, body: Buffer): void {
  if (body.length === 0 || request.is('application/json')) return;
  throw Object.assign(new Error('not JSON by its type'), { status: problems['media-type-unsupported'].status });
}
