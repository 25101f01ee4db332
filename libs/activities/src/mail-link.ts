import { hashOf, type LinkKey, type LinkSeed, linkToken, newNonce, writingKey } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';

export interface LinkSettings {
  linkKeys: readonly LinkKey[];
  /** PostgreSQL interval. */
  linkReuseWindow: string;
}

/** Wrong codes after which the next mail brings a new one. */
const tiredCode = 5;

type LinkOwner = { registration_id: string } | { account_id: string };

/** The link of an earlier attempt (`linkId`), else the live one before its end: of any age, or while it is young and its code is not tired. */
export async function knownLink(
  tx: EntityManager,
  purpose: LinkSeed['purpose'],
  owner: LinkOwner,
  linkId: string | null,
  anyAge: boolean,
  linkReuseWindow: string,
): Promise<LinkSeed | undefined> {
  const [[column, ownerId] = []] = Object.entries(owner);
  const [known] = await tx.execute<LinkSeed[]>(
    `select id, purpose, nonce, key_id as "keyId" from password_link
     where ${column} = ? and purpose = ? and superseded_at is null and used_at is null
       and (id = ?::uuid or live_at is not null and expires_at > now() and (? or issued_at > now() - ?::interval
         and not exists (select from code_attempt c where c.link_id = password_link.id and c.address = '' and c.failures >= ?)))
     order by id = ?::uuid desc nulls last limit 1`,
    [ownerId, purpose, linkId, anyAge, linkReuseWindow, tiredCode, linkId],
  );
  return known;
}

/** Works once its message is dotted, not before. */
export async function newLink(
  tx: EntityManager,
  purpose: LinkSeed['purpose'],
  of: { registrationId: string | null; accountId: string; deadline: string | null },
  linkKeys: readonly LinkKey[],
): Promise<LinkSeed> {
  const link = { id: randomUUID(), purpose, nonce: newNonce(), keyId: writingKey(linkKeys).id };
  const tokenHash = hashOf(linkToken(link, linkKeys) ?? '');
  await tx.execute(
    `insert into password_link (id, purpose, registration_id, account_id, nonce, key_id, token_hash, expires_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [link.id, purpose, of.registrationId, of.accountId, link.nonce, link.keyId, tokenHash, of.deadline],
    'run',
  );
  return link;
}

/** From now on this link is the live one of its account and purpose, until `deadline`; older ones are superseded (R14). */
export async function makeLive(tx: EntityManager, { id }: LinkSeed, deadline: Date | null): Promise<void> {
  await tx.execute(
    `update password_link older set superseded_at = now() from password_link l
     where l.id = ? and older.id <> l.id and older.account_id = l.account_id and older.purpose = l.purpose
       and older.live_at is not null and older.superseded_at is null and older.used_at is null`,
    [id],
    'run',
  );
  await tx.execute(
    `update password_link set live_at = coalesce(live_at, now()), expires_at = ? where id = ?`,
    [deadline, id],
    'run',
  );
}
