/** The table `directory_answer`: what a directory said of an establishment, for a day. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { ago, now } from './expressions.js';
import { type Changes, tables } from './tables.js';

/** Undefined when no directory has told within 24 hours. */
export async function recallAnswer(em: EntityManager, siret: string): Promise<unknown> {
  const row = await tables(em)
    .selectFrom('directory_answer')
    .select('answer')
    .where('siret', '=', siret)
    .where('asked_at', '>', ago('24 hours'))
    .executeTakeFirst();
  return row?.answer;
}

export async function rememberAnswer(em: EntityManager, siret: string, answer: unknown): Promise<void> {
  await tables(em)
    .insertInto('directory_answer')
    .values({ siret, answer: JSON.stringify(answer) })
    .onConflict((oc) =>
      oc
        .column('siret')
        .doUpdateSet(
          (eb) => ({ answer: eb.ref('excluded.answer'), asked_at: now }) satisfies Changes<'directory_answer'>,
        ),
    )
    .execute();
}
