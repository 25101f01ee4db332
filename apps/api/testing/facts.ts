import { randomBytes, randomUUID } from 'node:crypto';
import type { RegistrationAnswer } from '@app/contracts';
import { caseNumberFrom, identifierFrom } from '@app/domain';
import type { RegistrationCase } from '@app/journeys';
import {
  hashOf,
  type LinkSeed,
  linkCode,
  linkToken,
  newNonce,
  newPublicId,
  ownerKey,
  writingKey,
} from '@app/persistence';
import type { ApiUnderTest } from './api-under-test.js';

export const goodPassword = 'trois cigognes rangent du charbon';

let establishments = 0;

/** A fictitious SIRET with right keys, another one at each call, and its contract. */
export async function anEstablishment({ sql }: ApiUnderTest): Promise<{ siret: string; contractNumber: string }> {
  const siret = withLuhnKey(`${withLuhnKey(`9${String(++establishments).padStart(7, '0')}`)}0001`);
  const contractNumber = `DEMO${siret.slice(0, 9)}`;
  await sql(`insert into contract (siret, fund, number) values ($1, 'CNRACL', $2)`, siret, contractNumber);
  return { siret, contractNumber };
}

function withLuhnKey(digits: string): string {
  const weights = [...digits].reverse().map((digit, rank) => (rank % 2 === 0 ? Number(digit) * 2 : Number(digit)));
  const sum = weights.reduce((total, weight) => total + (weight > 9 ? weight - 9 : weight), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

export const requestOf = (establishment: { siret: string; contractNumber: string }) => ({
  route: 'classic',
  ...establishment,
  applicant: { lastName: 'Durand', firstName: 'Zoé', email: 'zoe.durand@exemple.fr' },
  acceptTerms: true,
});

/** What the journey's first steps leave behind: establishment, pending account, deadline, creation mail. */
export const opening =
  ({ sql }: Pick<ApiUnderTest, 'sql'>, lifetime = '15 days') =>
  async ({ id, siret }: Pick<RegistrationCase, 'id' | 'siret'>): Promise<RegistrationAnswer> => {
    await sql(
      `insert into establishment (siret, name, city, legal_category, source)
       values ($1, 'Mairie de Trifouillis', 'Trifouillis', '7210', 'test') on conflict do nothing`,
      siret,
    );
    await sql(
      `update registration set status = 'awaiting-password', opened_at = now(), deadline = now() + $2::interval where id = $1`,
      id,
      lifetime,
    );
    await sql(
      `insert into account (identifier, registration_id, siret, role, last_name, first_name, email)
       select $2, id, siret, 'administrator', last_name, first_name, email from registration where id = $1`,
      id,
      identifierFrom(randomBytes(5)),
    );
    await sql(`insert into mail_send (registration_id, kind) values ($1, 'creation')`, id);
    return { status: 'awaiting-password' };
  };

export interface CaseFixture {
  id: string;
  publicId: string;
  caseNumber: string;
  siret: string;
  contractNumber: string;
  identifier: string;
  ownerKey: string;
  linkId: string;
  token: string;
  code: string;
}

/** A case that waits for its password, its message handed over and its link live. */
export async function awaitingPassword(api: ApiUnderTest, { expiresIn = '15 days' } = {}): Promise<CaseFixture> {
  const { sql, settings } = api;
  const { siret, contractNumber } = await anEstablishment(api);
  const [publicId, ownerNonce, caseNumber] = [newPublicId(), newNonce(), caseNumberFrom(randomBytes(5))];
  const [registration] = await sql<{ id: string }>(
    `insert into registration (public_id, owner_nonce, case_number, route, siret, contract_number, last_name, first_name, email,
       correlation_id)
     values ($1, $2, $3, 'classic', $4, $5, 'Durand', 'Zoé', 'zoe.durand@exemple.fr', 'fixture-1') returning id`,
    ...[publicId, ownerNonce, caseNumber, siret, contractNumber],
  );
  const id = String(registration?.id);
  await opening(api, expiresIn)({ id, siret });
  await sql(
    `update mail_send set state = 'accepted', dotted_at = now(), accepted_at = now() where registration_id = $1`,
    id,
  );
  const [account] = await sql<{ id: string; identifier: string }>(
    'select id, identifier from account where registration_id = $1',
    id,
  );
  const { linkId, token, code } = await liveLink(api, {
    registrationId: id,
    accountId: String(account?.id),
    expiresIn,
  });
  return {
    ...{
      id,
      publicId,
      caseNumber,
      siret,
      contractNumber,
      identifier: String(account?.identifier),
      linkId,
      token,
      code,
    },
    ownerKey: ownerKey({ publicId, ownerNonce }, writingKey(settings.linkKeys)),
  };
}

async function liveLink(
  { sql, settings }: ApiUnderTest,
  { registrationId, accountId, expiresIn }: { registrationId: string; accountId: string; expiresIn: string },
): Promise<{ linkId: string; token: string; code: string }> {
  const seed: LinkSeed = {
    id: randomUUID(),
    purpose: 'creation',
    nonce: newNonce(),
    keyId: writingKey(settings.linkKeys).id,
  };
  const token = String(linkToken(seed, settings.linkKeys));
  await sql(
    `insert into password_link (id, purpose, registration_id, account_id, nonce, key_id, token_hash, live_at, expires_at)
     values ($1, 'creation', $2, $3, $4, $5, $6, now(), now() + $7::interval)`,
    ...[seed.id, registrationId, accountId, seed.nonce, seed.keyId, hashOf(token), expiresIn],
  );
  return { linkId: seed.id, token, code: String(linkCode(seed, settings.linkKeys)) };
}
