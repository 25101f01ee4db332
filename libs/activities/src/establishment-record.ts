import type { EntityManager } from '@mikro-orm/postgresql';

/** Keeps what the directory said, with its date; a row that says the same already is left alone. */
export async function saveEstablishment(
  em: EntityManager,
  {
    siret,
    name,
    city,
    legalCategory,
  }: { siret: string; name: string | null; city: string | null; legalCategory: string | null },
): Promise<void> {
  await em.execute(
    `insert into establishment as known (siret, name, city, legal_category, source) values (?, ?, ?, ?, 'directory')
     on conflict (siret) do update
       set name = excluded.name, city = excluded.city, legal_category = excluded.legal_category, seen_at = now()
       where (known.name, known.city, known.legal_category)
         is distinct from (excluded.name, excluded.city, excluded.legal_category)`,
    [siret, name, city, legalCategory],
    'run',
  );
}
