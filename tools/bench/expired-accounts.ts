import { identifierFrom } from '@app/domain';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { BenchedProduct } from './benched-product.js';

/** An establishment with a contract, an administrator who can sign in, and users whose accounts have expired. */
export interface ExpiredAccounts {
  of: { siret: string; contractNumber: string };
  identifiers: readonly string[];
}

export async function expiredAccounts({ env, registrants }: BenchedProduct, count: number): Promise<ExpiredAccounts> {
  const { siret, contractNumber } = registrants.take();
  const identifiers = Array.from({ length: count }, () => identifierFrom(randomBytes(5)));
  const database = new pg.Client(env.DATABASE_URL);
  await database.connect();
  await database.query(
    `insert into establishment (siret, name, source) values ($1, 'Mairie', 'bench') on conflict do nothing`,
    [siret],
  );
  await database.query(
    `insert into account (identifier, siret, role, status, last_name, first_name, email, password_hash, activated_at, expires_at)
     select identifier, $1, role, 'active', 'Martin', 'Nadia', 'nadia@exemple.fr', '-', now(), expires_at
     from (select unnest($2::text[]), 'user', now() union all select $3, 'administrator', now() + interval '1 year')
       as a (identifier, role, expires_at)`,
    [siret, identifiers, identifierFrom(randomBytes(5))],
  );
  await database.query('analyze');
  await database.end();
  return { of: { siret, contractNumber }, identifiers };
}
