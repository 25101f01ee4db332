import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { problem } from '../problem.js';
import type { SignedIn } from './signed-in.js';

/** Whose session the request belongs to; 401 `session-absent`. */
export const SessionOwner = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { user } = context.switchToHttp().getRequest<Request>();
  if (!user) throw problem('session-absent');
  return user;
});
