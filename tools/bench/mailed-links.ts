import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { BenchedProduct } from './benched-product.js';

/** A reset link, live, for every second of these accounts: the others have none. Its code is never asked for here. */
export async function linksForEverySecond({ env }: BenchedProduct, identifiers: readonly string[]): Promise<void> {
  const keyId = env.LINK_KEYS?.split(':')[0] ?? '';
  const rows = identifiers
    .filter((_, index) => index % 2 === 0)
    .map((identifier) => [randomUUID(), identifier, nonce()]);
  const [ids, holders, nonces] = [0, 1, 2].map((column) => rows.map((row) => row[column]));
  const database = new pg.Client(env.DATABASE_URL);
  await database.connect();
  await database.query(
    `insert into password_link (id, purpose, account_id, nonce, key_id, token_hash, live_at, expires_at)
     select l.id, 'reset', a.id, l.nonce, $4, l.nonce, now(), now() + interval '1 day'
     from unnest($1::uuid[], $2::text[], $3::text[]) as l (id, identifier, nonce) join account a using (identifier)`,
    [ids, holders, nonces, keyId],
  );
  await database.query('analyze');
  await database.end();
}

const nonce = (): string => randomBytes(16).toString('hex');
