import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import { cookieFor, cookieOf } from './cookies.js';
import { SETTINGS } from './settings.provider.js';

const lifetimeMs = 10 * 60 * 1000;

/**
 * What a page shows after a form, kept by the browser for ten minutes so that a reload shows it again: web holds no
 * state. Signed with its name, so that nobody can make a page show what the API did not say.
 */
@Injectable()
export class SignedCookies {
  constructor(@Inject(SETTINGS) private readonly settings: WebSettings) {}

  /** For the page `path` and what is under it. */
  keep(
    request: Request,
    response: Response,
    { name, path, content }: { name: string; path: string; content: unknown },
  ) {
    const until = Date.now() + lifetimeMs;
    const kept = Buffer.from(JSON.stringify({ until, content })).toString('base64url');
    const signature = this.sign(name, kept, this.settings.internalToken[0]);
    response.cookie(name, `${kept}.${signature}`, cookieFor(request, path, lifetimeMs));
  }

  /** Undefined when there is none, when it is too old, or when it is not ours. */
  of(request: Request, name: string): unknown {
    const [kept = '', signature = ''] = cookieOf(request, name)?.split('.') ?? [];
    const ours = this.settings.internalToken.some((token) => same(signature, this.sign(name, kept, token)));
    if (!ours) return undefined;
    const { until, content } = JSON.parse(Buffer.from(kept, 'base64url').toString()) as {
      until: number;
      content: unknown;
    };
    return Date.now() < until ? content : undefined;
  }

  private sign(name: string, kept: string, token: string): string {
    return createHmac('sha256', token).update(`${name}\0${kept}`).digest('base64url');
  }
}

function same(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
