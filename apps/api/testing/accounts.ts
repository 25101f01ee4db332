import { randomBytes } from 'node:crypto';
import { identifierFrom } from '@app/domain';
import { hash } from '@node-rs/argon2';
import type { ApiUnderTest } from './api-under-test.js';
import { anEstablishment, goodPassword } from './facts.js';

export interface AccountFixture {
  id: string;
  identifier: string;
  siret: string;
  contractNumber: string;
}
interface AccountOptions {
  password?: string;
  lastName?: string;
  firstName?: string;
  email?: string;
  role?: 'administrator' | 'user';
  /** PostgreSQL interval from now; negative: has expired. */
  expiresIn?: string;
  of?: { siret: string; contractNumber: string };
}

const hashes = new Map<string, Promise<string>>();
const hashOf = (password: string): Promise<string> => {
  const known = hashes.get(password) ?? hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  hashes.set(password, known);
  return known;
};

/** An account that can sign in with `goodPassword`, unless it is said otherwise. */
export async function anAccount(api: ApiUnderTest, options: AccountOptions = {}): Promise<AccountFixture> {
  const { password = goodPassword, role = 'administrator', expiresIn = '18 months' } = options;
  const { lastName = 'Martin', firstName = 'Nadia', email = 'nadia.martin@exemple.fr' } = options;
  const establishment = options.of ?? (await anEstablishment(api));
  const { siret, contractNumber } = establishment;
  await api.sql(
    `insert into establishment (siret, name, city, legal_category, source)
     values ($1, 'Mairie de Trifouillis', 'Trifouillis', '7210', 'test') on conflict do nothing`,
    siret,
  );
  const identifier = identifierFrom(randomBytes(5));
  const [row] = await api.sql<{ id: string }>(
    `insert into account (identifier, siret, role, status, last_name, first_name, email, password_hash, activated_at, expires_at)
     values ($1, $2, $3, 'active', $4, $5, $6, $7, now(), now() + $8::interval) returning id`,
    ...[identifier, siret, role, lastName, firstName, email, await hashOf(password), expiresIn],
  );
  return { id: String(row?.id), identifier, siret, contractNumber };
}
