import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { crashPoint, hashOf } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import { type SessionData, Store } from 'express-session';
import { isOpen } from './open-session.js';
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

interface SessionRow extends SignedIn {
  endsAt: string;
  isStale: boolean;
}

/**
 * Sessions as rows that point at an account. A row counts only while its account's password is the one that was given, the
 * account has not expired and neither limit has passed, all by the database's clock: so a reset, an end or a limit shuts every
 * session out at once, in whatever process (R22, R33, R41). The row keeps a hash of the cookie's id.
 */
export class AccountSessionStore extends Store {
  private readonly idle: string;
  private readonly lifetime: string;

  constructor(
    private readonly orm: MikroORM,
    { sessionIdle, sessionLifetime }: ApiSettings,
  ) {
    super();
    this.idle = sessionIdle.text;
    this.lifetime = sessionLifetime.text;
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
    const [row] = await this.em.execute<SessionRow[]>(
      `select a.id as "accountId", a.credentials_version as "credentialsVersion", a.identifier, a.last_name as "lastName",
         a.first_name as "firstName", a.role, a.siret, e.name as "establishmentName", a.expires_at as "expiresAt",
         s.previous_login_at as "previousLoginAt",
         least(s.seen_at + ?::interval, s.opened_at + ?::interval, a.expires_at) as "endsAt",
         s.seen_at < now() - least(interval '1 minute', ?::interval / 4) as "isStale"
       from session s join account a on a.id = s.account_id left join establishment e on e.siret = a.siret
       where s.id_hash = ? and a.status = 'active' and a.expires_at > now() and ${isOpen}`,
      [this.idle, this.lifetime, this.idle, hashOf(sid), this.idle, this.lifetime],
    );
    if (!row) return null;
    const { endsAt, isStale, ...user } = row;
    return { cookie: { originalMaxAge: null }, passport: { user }, endsAt: new Date(endsAt).toISOString(), isStale };
  }

  /** Not for a password that has been replaced since it was verified. */
  private async write(sid: string, { accountId, credentialsVersion, previousLoginAt }: SignedIn): Promise<void> {
    crashPoint('api.session.before-written');
    await this.em.execute(
      `insert into session (id_hash, account_id, credentials_version, previous_login_at)
       select ?, id, credentials_version, ?::timestamptz from account where id = ? and credentials_version = ?
       on conflict (id_hash) do nothing`,
      [hashOf(sid), previousLoginAt, accountId, credentialsVersion],
      'run',
    );
    crashPoint('api.session.after-written');
  }

  private async see(sid: string): Promise<void> {
    crashPoint('api.session.before-seen');
    await this.em.execute('update session set seen_at = now() where id_hash = ?', [hashOf(sid)], 'run');
    crashPoint('api.session.after-seen');
  }

  private async end(sid: string): Promise<void> {
    crashPoint('api.session.before-ended');
    await this.em.execute('delete from session where id_hash = ?', [hashOf(sid)], 'run');
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
