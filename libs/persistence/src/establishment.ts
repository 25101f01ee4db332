/** The table `establishment`: what a directory said of those that came to us. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { now } from './expressions.js';
import { type Changes, tables } from './tables.js';

export interface KnownEstablishment {
  siret: string;
  name: string | null;
  city: string | null;
  legalCategory: string | null;
}

/** Keeps what the directory said, with its date; a row that says the same already is left alone. */
export async function saveEstablishment(
  em: EntityManager,
  { siret, name, city, legalCategory }: KnownEstablishment,
): Promise<void> {
  await tables(em)
    .insertInto('establishment')
    .values({ siret, name, city, legal_category: legalCategory, source: 'directory' })
    .onConflict((oc) =>
      oc
        .column('siret')
        .doUpdateSet(
          ({ ref }) =>
            ({
              name: ref('excluded.name'),
              city: ref('excluded.city'),
              legal_category: ref('excluded.legal_category'),
              seen_at: now,
            }) satisfies Changes<'establishment'>,
        )
        .where(
          ({
            ref,
          }) => sql<boolean>`(${ref('establishment.name')}, ${ref('establishment.city')}, ${ref('establishment.legal_category')})
            is distinct from (${ref('excluded.name')}, ${ref('excluded.city')}, ${ref('excluded.legal_category')})`,
        ),
    )
    .execute();
}
