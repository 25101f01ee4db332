import { hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import type { Request, Response } from 'express';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { cookieFor, cookieOf } from './cookies.js';
import { SETTINGS } from './settings.provider.js';

/** Where a browser keeps something for our pages. */
export interface Place {
  name: string;
  /** Sent with requests for this page and what is under it. */
  path: string;
  minutes: number;
}
export interface Kept {
  content: unknown;
  /** By the clock of the process that kept it. */
  ageMs: number;
}

/** RFC 7516 compact form, the key used directly: encrypted and authenticated, so that a page shows only what we kept. */
const sealing = { alg: 'dir', enc: 'A256GCM' } as const;

/** What pages need after a redirect, kept by the browser: web holds no state. `INTERNAL_TOKEN` gives the keys. */
@Injectable()
export class SealedCookies {
  private readonly keys: [Uint8Array, ...Uint8Array[]];

  constructor(@Inject(SETTINGS) settings: WebSettings) {
    this.keys = settings.internalToken.map(keyFrom) as [Uint8Array, ...Uint8Array[]];
  }

  async keep(request: Request, response: Response, place: Place, content: unknown): Promise<void> {
    const { name, path, minutes } = place;
    const sealed = await new EncryptJWT({ content })
      .setProtectedHeader(sealing)
      .setAudience(name)
      .setIssuedAt()
      .setExpirationTime(`${minutes} minutes`)
      .encrypt(this.keys[0]);
    response.cookie(name, sealed, cookieFor(request, path, minutes * 60_000));
  }

  /** Undefined when there is none, when it is too old, or when it is not ours. */
  async of(request: Request, { name }: Pick<Place, 'name'>): Promise<Kept | undefined> {
    const sealed = cookieOf(request, name);
    if (sealed === undefined) return undefined;
    for (const key of this.keys) {
      const opened = await jwtDecrypt(sealed, key, { audience: name }).catch(() => undefined);
      if (opened) {
        const { content, iat = 0 } = opened.payload;
        return { content, ageMs: Date.now() - iat * 1000 };
      }
    }
    return undefined;
  }

  forget(request: Request, response: Response, { name, path }: Pick<Place, 'name' | 'path'>): void {
    if (cookieOf(request, name) !== undefined) response.clearCookie(name, cookieFor(request, path));
  }
}

const keyFrom = (token: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', token, '', 'cookies of the pages', 32));
