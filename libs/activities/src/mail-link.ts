import { hashOf, insertLink, type LinkKey, type LinkSeed, linkToken, newNonce, writingKey } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';

export interface LinkSettings {
  linkKeys: readonly LinkKey[];
  /** PostgreSQL interval. */
  linkReuseWindow: string;
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
  const { deadline, ...owner } = of;
  if (deadline === null) throw new Error('a link has an end');
  await insertLink(tx, { ...link, ...owner, deadline, tokenHash });
  return link;
}
