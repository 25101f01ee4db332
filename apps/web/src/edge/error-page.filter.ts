import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { type LateFor, methodsAt, metNoRoute } from '@app/edge';
import type { Request, Response } from 'express';
import { showPage } from '../page.js';
import { errorPage } from './error-pages.js';

/** Every surprise leaves as a page; its words go to the log, never to the browser. */
@Catch()
export class ErrorPageFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.writableEnded) return; // given up at the deadline: the person has a page
    const methods = metNoRoute(error, request) ? methodsAt(request) : [];
    if (methods.length > 0) response.setHeader('Allow', methods.join(', '));
    const { page, status } = errorPage(methods.length > 0 ? 405 : statusOf(error));
    if (status >= 500) request.log.error({ err: error, bug: true }, 'bug');
    if (response.headersSent) return void response.destroy();
    showPage(response, page, status);
  }
}

/** At the deadline. */
export function giveUp({ log }: Request, response: Response, lateFor: LateFor): void {
  log.warn({ lateFor }, 'request given up at its deadline');
  const { page, status } = errorPage(lateFor === 'body' ? 408 : 503);
  showPage(response, page, status);
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : 500;
}
