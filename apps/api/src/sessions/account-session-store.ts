import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import {
  crashPoint,
  endSession,
  hashOf,
  noteSeen,
  readSession,
  type SessionLimits,
  writeSession,
} from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import { type SessionData, Store } from 'express-session';
import type { SignedIn } from './signed-in.js';

declare module 'express-session' {
  interface SessionData {
    passport?: { user: SignedIn };
    /** When the session ends if nothing more is asked, ISO 8601. */
    endsAt?: string;
    /** Noted as seen long enough ago to be noted again. */
    isStale?: boolean;
  }
}

/**
 * Sessions as rows that point at an account. A row counts only while its account's password is the one that was given, the
 * account has not expired and neither limit has passed, all by the database's clock: so a reset, an end or a limit shuts every
 * session out at once, in whatever process (R22, R33, R41). The row keeps a hash of the cookie's id.
 */
export class AccountSessionStore extends Store {
  private readonly limits: SessionLimits;

  constructor(
    private readonly orm: MikroORM,
    { sessionIdle, sessionLifetime }: ApiSettings,
  ) {
    super();
    this.limits = { idle: sessionIdle.text, lifetime: sessionLifetime.text };
  }

  override get(sid: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    answer(this.read(sid), callback);
  }

  override set(sid: string, { passport }: SessionData, callback?: (error?: unknown) => void): void {
    const user = passport?.user;
    answer(user ? this.write(sid, user) : Promise.resolve(), callback);
  }

  override touch(sid: string, { isStale }: SessionData, callback?: () => void): void {
    answer(isStale ? this.see(sid) : Promise.resolve(), callback);
  }

  override destroy(sid: string, callback?: (error?: unknown) => void): void {
    answer(this.end(sid), callback);
  }

  private async read(sid: string): Promise<SessionData | null> {
    const row = await readSession(this.em, hashOf(sid), this.limits);
    if (!row) return null;
    const { endsAt, isStale, ...user } = row;
    return { cookie: { originalMaxAge: null }, passport: { user }, endsAt: new Date(endsAt).toISOString(), isStale };
  }

  /** Not for a password that has been replaced since it was verified. */
  private async write(sid: string, user: SignedIn): Promise<void> {
    crashPoint('api.session.before-written');
    await writeSession(this.em, hashOf(sid), user);
    crashPoint('api.session.after-written');
  }

  private async see(sid: string): Promise<void> {
    crashPoint('api.session.before-seen');
    await noteSeen(this.em, hashOf(sid));
    crashPoint('api.session.after-seen');
  }

  private async end(sid: string): Promise<void> {
    crashPoint('api.session.before-ended');
    await endSession(this.em, hashOf(sid));
    crashPoint('api.session.after-ended');
  }

  private get em(): EntityManager {
    return this.orm.em.fork();
  }
}

function answer<T>(work: Promise<T>, callback?: (error?: unknown, value?: T) => void): void {
  work.then(
    (value) => callback?.(null, value),
    (error: unknown) => callback?.(error),
  );
}
