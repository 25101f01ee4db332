/** The table `idempotency_key`: what a repeated request is answered. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { ago, now } from './expressions.js';
import { type Changes, tables } from './tables.js';

export interface RequestKey {
  route: 'registrations' | 'resend';
  key: string;
}

export interface KeptAnswer {
  bodyHash: string;
  registrationId: string | null;
  /** Null while the journey is still asked. */
  status: number | null;
  answer: unknown;
}

/** Answers whether the key is this request's: new, or used by another one over a day ago. Waits for a transaction that has just taken it. */
export async function takeKey(tx: EntityManager, { route, key }: RequestKey, bodyHash: string): Promise<boolean> {
  const taken = await tables(tx)
    .insertInto('idempotency_key')
    .values({ route, key, body_hash: bodyHash })
    .onConflict((oc) =>
      oc
        .columns(['route', 'key'])
        .doUpdateSet(
          (eb) =>
            ({
              body_hash: eb.ref('excluded.body_hash'),
              registration_id: null,
              status: null,
              answer: null,
              created_at: now,
            }) satisfies Changes<'idempotency_key'>,
        )
        .where('idempotency_key.created_at', '<', ago('24 hours')),
    )
    .returning('key')
    .execute();
  return taken.length > 0;
}

export const readKey = (tx: EntityManager, { route, key }: RequestKey): Promise<KeptAnswer | undefined> =>
  tables(tx)
    .selectFrom('idempotency_key')
    .select(['body_hash as bodyHash', 'registration_id as registrationId', 'status', 'answer'])
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirst();

/** The first answer stays: two callers with one key may both come to the end. */
export async function keepAnswer(
  em: EntityManager,
  { route, key }: RequestKey,
  { registrationId, status, answer }: Omit<KeptAnswer, 'bodyHash'>,
): Promise<void> {
  await tables(em)
    .updateTable('idempotency_key')
    .set({ registration_id: registrationId, status, answer: answer === null ? null : JSON.stringify(answer) })
    .where('route', '=', route)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}
