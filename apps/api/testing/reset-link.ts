import { randomUUID } from 'node:crypto';
import { hashOf, type LinkSeed, linkCode, linkToken, newNonce, writingKey } from '@app/persistence';
import type { ApiUnderTest } from './api-under-test.js';

/** What relay and journey leave behind once a reset was asked for: an open reset, and a live link that has left. */
export async function aResetLink(
  { sql, settings }: ApiUnderTest,
  accountId: string,
  expiresIn = '3 days',
): Promise<{ linkId: string; token: string; code: string }> {
  const seed: LinkSeed = {
    id: randomUUID(),
    purpose: 'reset',
    nonce: newNonce(),
    keyId: writingKey(settings.linkKeys).id,
  };
  const token = String(linkToken(seed, settings.linkKeys));
  await sql(
    `insert into password_reset (account_id, correlation_id, deadline) values ($1, 'fixture-1', now() + $2::interval)
     on conflict do nothing`,
    ...[accountId, expiresIn],
  );
  await sql(
    `update password_link set superseded_at = now() where account_id = $1 and purpose = 'reset' and used_at is null
       and superseded_at is null`,
    accountId,
  );
  await sql(
    `insert into password_link (id, purpose, account_id, nonce, key_id, token_hash, live_at, expires_at)
     values ($1, 'reset', $2, $3, $4, $5, now(), now() + $6::interval)`,
    ...[seed.id, accountId, seed.nonce, seed.keyId, hashOf(token), expiresIn],
  );
  return { linkId: seed.id, token, code: String(linkCode(seed, settings.linkKeys)) };
}
