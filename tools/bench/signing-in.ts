import { identifierFrom } from '@app/domain';
import { hash } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Pool } from 'undici';
import type { BenchedProduct } from './benched-product.js';

export const password = 'trois cigognes rangent du charbon';
export const passwordHash = (): Promise<string> => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

/** What an answer was, and its session when there is one. */
export interface SignedIn {
  status: number;
  retryAfter: string | undefined;
  cookie: string;
}

/** Accounts of one establishment that can sign in, and what is asked about them over HTTP. */
export class SigningIn {
  private turn = 0;
  private constructor(
    readonly identifiers: readonly string[],
    private readonly pool: Pool,
  ) {}

  static async with({ env, api }: BenchedProduct, count: number): Promise<SigningIn> {
    const identifiers = Array.from({ length: count }, () => identifierFrom(randomBytes(5)));
    const database = new pg.Client(env.DATABASE_URL);
    await database.connect();
    await database.query(
      `insert into establishment (siret, name, source) values ('00000000000000', 'Mairie', 'bench') on conflict do nothing`,
    );
    await database.query(
      `insert into account (identifier, siret, role, status, last_name, first_name, email, password_hash, activated_at, expires_at)
       select unnest($1::text[]), '00000000000000', 'user', 'active', 'Martin', 'Nadia', 'nadia@exemple.fr', $2, now(),
         now() + interval '1 year'`,
      [identifiers, await passwordHash()],
    );
    await database.end();
    return new SigningIn(identifiers, new Pool(api.url, { connections: 256 }));
  }

  /** Of the next account in turn, so that no two are under way for one. */
  next(): string {
    return this.identifiers[this.turn++ % this.identifiers.length] ?? '';
  }

  async signIn(identifier: string, typed = password): Promise<SignedIn> {
    const { statusCode, headers, body } = await this.pool.request({
      ...{ method: 'POST', path: '/v1/sessions', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ identifier, password: typed }),
    });
    await body.dump();
    const cookie = String(headers['set-cookie'] ?? '').split(';')[0] ?? '';
    return { status: statusCode, retryAfter: headers['retry-after'] as string | undefined, cookie };
  }

  /** Rejects unless the session is good. */
  async look(cookie: string): Promise<void> {
    const { statusCode, body } = await this.pool.request({
      ...{ method: 'GET', path: '/v1/sessions/current', headers: { cookie } },
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`The session answered ${statusCode}.`);
  }

  /** Milliseconds until the answer to this request, whatever it is. */
  async timed(path: string, body: object): Promise<number> {
    const began = performance.now();
    const answer = await this.pool.request({
      ...{ method: 'POST', path, headers: { 'content-type': 'application/json' } },
      body: JSON.stringify(body),
    });
    await answer.body.dump();
    return performance.now() - began;
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
