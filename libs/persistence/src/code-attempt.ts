/** The table `code_attempt`: guesses of typed codes (R17). */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { lit, now } from './expressions.js';
import { insertFrom } from './insert-from.js';
import { type LinkFacts, linkState, selectLinks } from './password-link.js';
import { type Changes, tables } from './tables.js';

/** Wrong codes that shut one address out, and wrong codes of all addresses that kill the code. The link lives on. */
const wrongPerAddress = 5;
const wrongInAll = 15;

/** The account a code belongs to, by either number. */
export type Whose = { identifier: string } | { siret: string };

export interface Guess {
  may: boolean;
  link: LinkFacts | null;
}

/**
 * Counted under the link, or where there is none under `noLinkId`, whose row tells nothing; the row without an address holds
 * what all addresses have guessed. A guess of an address that is shut out is written too, and counts for this address alone.
 */
export const countGuess = (em: EntityManager, whose: Whose, address: string, noLinkId: string): Promise<Guess> =>
  tables(em)
    // A SIRET stands for the one account that waits for its first password; others are told apart by their identifier.
    .with('link', (q) =>
      selectLinks(q as never)
        .where((eb) =>
          'siret' in whose
            ? eb.and([eb('account.siret', '=', whose.siret), eb('password_link.purpose', '=', lit('creation'))])
            : eb('account.identifier', '=', whose.identifier),
        )
        .where(sql<boolean>`${linkState} = 'valid'`)
        .orderBy('password_link.live_at', 'desc')
        .limit(sql.lit(1)),
    )
    .with('own', (q) =>
      q
        .insertInto('code_attempt')
        .values(({ selectFrom }) => ({
          link_id: sql<string>`coalesce(${selectFrom('link').select('link.id')}, ${noLinkId}::uuid)`,
          address,
          failures: sql.lit(1),
        }))
        .onConflict((oc) =>
          oc.columns(['link_id', 'address']).doUpdateSet(
            ({ eb }) =>
              ({
                failures: eb('code_attempt.failures', '+', sql.lit(1)),
                guessed_at: now,
              }) satisfies Changes<'code_attempt'>,
          ),
        )
        .returning(['link_id', 'failures']),
    )
    .with('everybodys', (q) =>
      insertFrom(q, 'code_attempt', q.selectFrom('own'), ({ ref }) => ({
        link_id: ref('own.link_id'),
        address: lit(''),
        failures: sql<number>`case when ${ref('own.failures')} <= ${sql.lit(wrongPerAddress)} then 1 else 0 end`,
      }))
        .onConflict((oc) =>
          oc.columns(['link_id', 'address']).doUpdateSet(
            ({ eb, ref }) =>
              ({
                failures: eb('code_attempt.failures', '+', ref('excluded.failures')),
                guessed_at: now,
              }) satisfies Changes<'code_attempt'>,
          ),
        )
        .returning('failures'),
    )
    .selectFrom(['own', 'everybodys'])
    .select(({ eb, and, selectFrom }) => [
      and([eb('own.failures', '<=', sql.lit(wrongPerAddress)), eb('everybodys.failures', '<=', sql.lit(wrongInAll))])
        .$castTo<boolean>()
        .as('may'),
      selectFrom('link')
        .select(({ fn }) => fn.toJson('link').$castTo<LinkFacts>().as('link'))
        .as('link'),
    ])
    .executeTakeFirstOrThrow();

/** A right guess counts against none. In the order of counting: an address, then all of them. */
export async function giveGuessBack(em: EntityManager, linkId: string, address: string): Promise<void> {
  await tables(em)
    .with('own', (q) =>
      q
        .updateTable('code_attempt')
        .set(({ eb }) => ({ failures: eb('failures', '-', sql.lit(1)) }) satisfies Changes<'code_attempt'>)
        .where('link_id', '=', linkId)
        .where('address', '=', address)
        .returning('link_id'),
    )
    .updateTable('code_attempt')
    .from('own')
    .set(({ eb }) => ({ failures: eb('code_attempt.failures', '-', sql.lit(1)) }) satisfies Changes<'code_attempt'>)
    .whereRef('code_attempt.link_id', '=', 'own.link_id')
    .where('code_attempt.address', '=', lit(''))
    .execute();
}
