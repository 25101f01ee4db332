import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PasswordReceipt } from '@app/contracts/http';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import type { PasswordReceipt as Receipt } from '../../../api/generated/parcours.js';
import { cookieFor, cookieOf } from '../../../cookies.js';
import { SETTINGS } from '../../../settings.provider.js';
import { addresses } from '../../../ui/addresses.js';

const name = 'identifiant';
const lifetimeMs = 10 * 60 * 1000;

/**
 * What the page of the identifiant shows, kept by the browser for ten minutes so that a reload shows it again: web holds
 * no state. Signed, so that nobody can make the page show what the API did not say.
 */
@Injectable()
export class IdentifierReceipts {
  constructor(@Inject(SETTINGS) private readonly settings: WebSettings) {}

  keep(request: Request, response: Response, receipt: Receipt): void {
    const until = Date.now() + lifetimeMs;
    const content = Buffer.from(JSON.stringify({ until, receipt })).toString('base64url');
    const cookie = cookieFor(request, addresses.identifier, lifetimeMs);
    response.cookie(name, `${content}.${this.sign(content, this.settings.internalToken[0])}`, cookie);
  }

  /** Undefined when there is none, when it is too old, or when it is not ours. */
  of(request: Request): Receipt | undefined {
    const [content = '', signature = ''] = cookieOf(request, name)?.split('.') ?? [];
    const ours = this.settings.internalToken.some((token) => same(signature, this.sign(content, token)));
    if (!ours) return undefined;
    const kept = JSON.parse(Buffer.from(content, 'base64url').toString()) as { until: number; receipt: unknown };
    return Date.now() < kept.until ? PasswordReceipt.parse(kept.receipt) : undefined;
  }

  private sign(content: string, token: string): string {
    return createHmac('sha256', token).update(`identifier receipt\0${content}`).digest('base64url');
  }
}

function same(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
