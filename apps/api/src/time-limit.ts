import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { type Observable, throwError, timeout } from 'rxjs';
import type { Asked } from './caller.js';
import { problem } from './problem.js';

/** Whoever waits is told so within 10 s; the transaction under way ends by the database's own limits. */
@Injectable()
export class TimeLimit implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { caller } = context.switchToHttp().getRequest<Asked>();
    const tooLong = () => throwError(() => problem('unavailable', { retryAfter: 5 }));
    return next.handle().pipe(timeout({ each: caller.patience(), with: tooLong }));
  }
}
