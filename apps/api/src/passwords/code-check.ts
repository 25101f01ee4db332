import { parseCode } from '@app/domain';
import {
  countGuess,
  crashPoint,
  giveGuessBack,
  linkCode,
  type LinkFacts,
  type LinkKey,
  sameSecret,
  seedOfNoLink,
  type Whose,
} from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * R17. The live link whose code this is, or undefined: unknown account, no link, wrong or dead code look alike and take the same
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
  await giveGuessBack(em, link.id, address);
  crashPoint('api.code.after-given-back');
  return link;
}
