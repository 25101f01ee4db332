import type { StrengthEstimate } from '@app/domain';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import * as french from '@zxcvbn-ts/language-fr';

/**
 * Built once: 0.15 s and 60 MB. The estimator blocks the process, and its default limits let one password of 256
 * characters do so for 4 s; these keep the worst found under 0.1 s. What is strong in its first 64 characters is strong.
 */
const zxcvbn = new ZxcvbnFactory({
  dictionary: {
    ...common.dictionary,
    ...withSmallListsInOne(english.dictionary, 'months-en'),
    ...withSmallListsInOne(french.dictionary, 'months-fr'),
  },
  graphs: common.adjacencyGraphs,
  maxLength: 64,
  l33tMaxSubstitutions: 10,
});

/**
 * Every piece of a password is looked up in every list, and most lists hold a dozen words (months, planets, directions).
 * In one list they are found as well, in a fifth of the time. Only lists named after such a kind are searched for sequences.
 */
function withSmallListsInOne(lists: Record<string, (string | number)[]>, name: `months-${string}`): typeof lists {
  const isSmall = ([, words]: [string, unknown[]]) => words.length < 100;
  const small = Object.entries(lists).filter(isSmall);
  const large = Object.entries(lists).filter((list) => !isSmall(list));
  return { ...Object.fromEntries(large), [name]: [...new Set(small.flatMap(([, words]) => words))] };
}

/** How hard the password is to guess for somebody with French and English lists who knows the person (R38). */
export function estimateStrength(password: string, contextWords: string[]): StrengthEstimate {
  const { guessesLog10, sequence } = zxcvbn.check(password, contextWords);
  const [only, ...others] = sequence;
  const common =
    others.length === 0 && only?.pattern === 'dictionary' && String(only['dictionaryName']).startsWith('passwords');
  return { guessesLog10, common };
}
