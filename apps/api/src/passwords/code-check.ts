import { parseCode } from '@app/domain';
import { crashPoint, linkCode, type LinkKey, sameSecret, seedOfNoLink } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type LinkFacts, linkState, selectLinks } from './link-facts.js';

/** R17: wrong codes that shut one address out, and wrong codes of everybody that kill the code. The link lives on. */
const wrongPerAddress = 5;
const wrongInAll = 15;

/** The account a code belongs to, by either number. */
export type Whose = { identifier: string } | { siret: string };

interface Guess {
  may: boolean;
  link: LinkFacts | null;
}

/**
 * The live link whose code this is, or undefined: unknown account, no link, wrong or dead code look alike and take the same
 * time, for all of them are one statement that writes two rows. Each guess is counted before it is judged, so that guesses in
 * parallel are counted one by one, and a right one is given back; a process that dies between the two has counted one too many.
 */
export async function findLinkByCode(
  em: EntityManager,
  whose: Whose,
  typed: string,
  address: string,
  keys: readonly LinkKey[],
): Promise<LinkFacts | undefined> {
  const code = parseCode(typed);
  if (code === undefined) return undefined;
  const nobodys = seedOfNoLink(Object.values(whose).join(), keys);
  crashPoint('api.code.before-counted');
  const { may, link } = await countGuess(em, whose, address, nobodys.id);
  crashPoint('api.code.after-counted');
  const isRight = sameSecret(code, linkCode(link ?? nobodys, keys));
  if (!link || !may || !isRight) return undefined;
  crashPoint('api.code.before-given-back');
  await giveBack(em, link, address);
  crashPoint('api.code.after-given-back');
  return link;
}

/**
 * Counted under the link, or where there is none under `nobodysId`, whose row tells nothing; the row without an address holds
 * what all addresses have guessed. A guess of an address that is shut out is written too, and counts for this address alone.
 */
async function countGuess(em: EntityManager, whose: Whose, address: string, nobodysId: string): Promise<Guess> {
  const [column, value] = 'siret' in whose ? ['a.siret', whose.siret] : ['a.identifier', whose.identifier];
  const [guess] = await em.execute<[Guess]>(
    // A SIRET stands for the one account that waits for its first password; others are told apart by their identifier.
    `with link as (
       ${selectLinks} and ${column} = ? and ${linkState} = 'valid' and (l.purpose = 'creation' or ?)
       order by l.live_at desc limit 1),
     own as (
       insert into code_attempt as c (link_id, address, failures)
       values (coalesce((select id from link), ?::uuid), ?, 1)
       on conflict (link_id, address) do update set failures = c.failures + 1, guessed_at = now()
       returning link_id, failures),
     everybodys as (
       insert into code_attempt as c (link_id, address, failures)
       select link_id, '', case when failures <= ${wrongPerAddress} then 1 else 0 end from own
       on conflict (link_id, address) do update set failures = c.failures + excluded.failures, guessed_at = now()
       returning failures)
     select own.failures <= ${wrongPerAddress} and everybodys.failures <= ${wrongInAll} as may,
       (select to_json(link) from link) as link
     from own, everybodys`,
    [value, 'identifier' in whose, nobodysId, address],
  );
  return guess;
}

/** In the order of counting: an address, then everybody. */
async function giveBack(em: EntityManager, { id }: LinkFacts, address: string): Promise<void> {
  await em.execute(
    `with own as (
       update code_attempt set failures = failures - 1 where link_id = ? and address = ? returning link_id)
     update code_attempt c set failures = c.failures - 1 from own where c.link_id = own.link_id and c.address = ''`,
    [id, address],
    'run',
  );
}
