/**
 * OWASP's device cookies: a browser that has signed in, or set the password, keeps tries of its own when others have locked the
 * identifier (`docs/journeys/lockout.md`). The cookie names the account and its credentials, so another password ends it; forged, old or
 * of another account it is none, and it says nothing about an identifier, for only success gives it.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { sameSecret } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import { parseCookie } from 'cookie';
import type { NextFunction, Request, Response } from 'express';
import { SETTINGS } from '../settings.provider.js';

const days = 180;
/** SQL, an interval: how long a browser stays known. */
export const knownFor = `${days} days`;

/** Credentials that have just been verified, or set. */
export interface NewCredentials {
  accountId: string;
  credentialsVersion: number;
  /** By the database's clock, seconds since 1970. */
  at: number;
}

/** A browser that knew the credentials once. Whether they are still the account's, and it is not too old, the database says. */
export interface Device extends NewCredentials {
  id: string;
  /** Key of its row in the login guard. */
  guardKey: string;
}

const shape =
  /^(?<id>[\w-]{22})\.(?<account>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.(?<version>\d{1,9})\.(?<at>\d{1,12})\.(?<mac>[\w-]{43})$/u;

/** Signed with `SESSION_SECRETS`: the first one signs, each is accepted. */
@Injectable()
export class DeviceCookies {
  private readonly keys: Buffer[];
  private readonly isSecure: boolean;
  private readonly name: string;

  constructor(@Inject(SETTINGS) { publicUrl, sessionSecrets }: ApiSettings) {
    this.keys = sessionSecrets.map((secret) => createHmac('sha256', secret).update('device-cookie').digest());
    this.isSecure = publicUrl.startsWith('https:');
    this.name = this.isSecure ? '__Host-device' : 'device';
  }

  of(request: Request): Device | undefined {
    const cookie = parseCookie(request.headers.cookie ?? '')[this.name] ?? '';
    const { id, account, version, at, mac } = shape.exec(cookie)?.groups ?? {};
    if (!id || !account || !mac) return undefined;
    const signed = cookie.slice(0, -mac.length - 1);
    if (!this.keys.some((key) => sameSecret(mac, macOf(key, signed)))) return undefined;
    const guardKey = createHash('sha256').update(`device\0${id}`).digest('hex');
    return { id, guardKey, accountId: account, credentialsVersion: Number(version), at: Number(at) };
  }

  /** A browser that these credentials know already (`as`) keeps its id, and with it its row; its days begin anew. */
  give(response: Response, { accountId, credentialsVersion, at }: NewCredentials, as?: Device): void {
    const [key] = this.keys;
    if (!key) throw new Error('SESSION_SECRETS holds no secret');
    const isKnown = as?.accountId === accountId && as.credentialsVersion === credentialsVersion;
    const id = isKnown ? as.id : randomBytes(16).toString('base64url');
    const signed = [id, accountId, credentialsVersion, at].join('.');
    const attributes = `Max-Age=${days * 86_400}; Path=/; HttpOnly${this.isSecure ? '; Secure' : ''}; SameSite=Lax`;
    (response.locals as Given).deviceCookie = `${this.name}=${signed}.${macOf(key, signed)}; ${attributes}`;
  }
}

const macOf = (key: Buffer, signed: string): string => createHmac('sha256', key).update(signed).digest('base64url');

interface Given {
  deviceCookie?: string;
}

/** Stands before the sessions: the cookie that was given leaves behind the session's own. */
export function sendDeviceCookie(_request: Request, response: Response, next: NextFunction): void {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => Response;
  response.writeHead = (...head: unknown[]) => {
    const { deviceCookie } = response.locals as Given;
    if (deviceCookie !== undefined) response.append('Set-Cookie', deviceCookie);
    return writeHead(...head);
  };
  next();
}
