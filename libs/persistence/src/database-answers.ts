import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { tables } from './tables.js';

/** One round trip; throws while the database is away. */
export async function askDatabase(em: EntityManager): Promise<void> {
  await sql`select 1`.execute(tables(em));
}
