import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Holds a row until the transaction ends. The order of every lock on a case: registration, account, link, message; a transaction that
 * settles a sign-in or sets a password holds the rows of the login guard before them (`holdGuard`).
 */
export async function holdRegistration(tx: EntityManager, id: string | null): Promise<void> {
  await tx.execute('select id from registration where id = ? for update', [id]);
}

export async function holdAccount(tx: EntityManager, id: string): Promise<void> {
  await tx.execute('select id from account where id = ? for update', [id]);
}
