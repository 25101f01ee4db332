import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Holds a row until the transaction ends. The order of every lock on a case: registration, account, link, message; whoever settles a sign-in
 * or completes a reset holds the login guard before them.
 */
export async function holdRegistration(tx: EntityManager, id: string | null): Promise<void> {
  await tx.execute('select id from registration where id = ? for update', [id]);
}

export async function holdAccount(tx: EntityManager, id: string): Promise<void> {
  await tx.execute('select id from account where id = ? for update', [id]);
}
