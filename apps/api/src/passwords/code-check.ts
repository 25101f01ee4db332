import { parseCode } from '@app/domain';
import { crashPoint, linkCode, type LinkKey, sameSecret } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type LinkFacts, linkState, selectLinks } from './link-facts.js';

/** R17: wrong codes that shut one address out, and wrong codes of everybody that kill the code. The link lives on. */
const wrongPerAddress = 5;
const wrongInAll = 15;

/** The account a code belongs to, by either number. */
export type Whose = { identifier: string } | { siret: string };

/**
 * The live link whose code this is, or undefined: unknown account, no link, wrong or dead code look alike.
 * One short transaction holds the link, so that guesses in parallel are counted one by one.
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
  return em.transactional(async (tx) => {
    const link = await holdLink(tx, whose);
    if (!link || !(await mayStillGuess(tx, link, address))) return undefined;
    if (sameSecret(code, linkCode(link, keys))) return link;
    await countWrong(tx, link, address);
    crashPoint('api.code.before-commit');
    return undefined;
  });
}

async function holdLink(tx: EntityManager, whose: Whose): Promise<LinkFacts | undefined> {
  const [column, value] = 'siret' in whose ? ['a.siret', whose.siret] : ['a.identifier', whose.identifier];
  const [link] = await tx.execute<LinkFacts[]>(
    // A SIRET stands for the one account that waits for its first password; others are told apart by their identifier.
    `${selectLinks} and ${column} = ? and ${linkState} = 'valid' and (l.purpose = 'creation' or ?)
     order by l.live_at desc limit 1 for update of l`,
    [value, 'identifier' in whose],
  );
  return link;
}

async function mayStillGuess(tx: EntityManager, { id }: LinkFacts, address: string): Promise<boolean> {
  const [row] = await tx.execute<{ may: boolean }[]>(
    `select l.code_failures < ${wrongInAll} and coalesce(c.failures, 0) < ${wrongPerAddress} as may
     from password_link l left join code_attempt c on c.link_id = l.id and c.address = ? where l.id = ?`,
    [address, id],
  );
  return row?.may ?? false;
}

async function countWrong(tx: EntityManager, { id }: LinkFacts, address: string): Promise<void> {
  await tx.execute(
    `with link as (update password_link set code_failures = code_failures + 1 where id = ? returning id)
     insert into code_attempt as c (link_id, address, failures) select id, ?, 1 from link
     on conflict (link_id, address) do update set failures = c.failures + 1`,
    [id, address],
    'run',
  );
}
