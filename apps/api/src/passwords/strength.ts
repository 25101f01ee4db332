import type { StrengthEstimate } from '@app/domain';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import * as french from '@zxcvbn-ts/language-fr';
import { withoutCommonWords } from './common-words.js';

/** By name; the most common word first. */
type Lists = Record<string, (string | number)[]>;

/**
 * What stands for what, the most usual reading first: one character for one letter, as the rules of cracking programs have
 * it. The estimator's own table also reads `nn` as m, `uu` as w, and each reading is another search of the whole password.
 */
const digitsForLetters = {
  ...{ a: ['4', '@'], e: ['3'], i: ['1', '!', '|'], o: ['0'], s: ['5', '$'], t: ['7', '+'], l: ['1', '7'] },
  ...{ b: ['8'], z: ['2'], g: ['6', '9', '&'], c: ['(', '{', '[', '<'], h: ['#'], x: ['%'], v: ['/', '>'] },
};

/** Characters: what is strong in its first 64 is strong. */
const judged = 64;

/**
 * Built once: 0.15 s and 60 MB. The estimator blocks the process, and its default limits let one password of 256
 * characters do so for 4 s; these keep the worst found under 0.1 s.
 */
const zxcvbn = new ZxcvbnFactory({
  dictionary: listsToSearch({ ...common.dictionary, ...english.dictionary, ...french.dictionary }),
  graphs: common.adjacencyGraphs,
  maxLength: judged,
  l33tTable: digitsForLetters,
  l33tMaxSubstitutions: 4,
});

/**
 * Every piece of a password is looked up in every list, and most lists hold a dozen words (months, planets, directions): in
 * one list they are found as well. Only lists named after such a kind are searched for sequences.
 *
 * The other lists do without the words that no estimate needs, their letters being guessed sooner one by one, ten guesses
 * each. Short words are found everywhere; those that stay keep their ranks.
 */
function listsToSearch(lists: Lists): Lists {
  const isSmall = (words: Lists[string]) => words.length < 100;
  const isNeeded = (word: string | number, rank: number) => rank < 10 ** String(word).length;
  const large = Object.entries(lists)
    .filter(([, words]) => !isSmall(words))
    .map(([name, words]) => [name, words.map((word, rank) => (isNeeded(word, rank) ? word : ''))] as const);
  const months = [...new Set(Object.values(lists).filter(isSmall).flat())];
  return { ...Object.fromEntries(large), months };
}

/** Of these lists the passwords that a policy may find long enough: what is left of one without its common words may be in none. */
const longAndCommon = new Set(
  Object.entries<(string | number)[]>(common.dictionary)
    .filter(([name]) => name.startsWith('passwords'))
    .flatMap(([, words]) => words.map(String).filter((word) => word.length >= 12)),
);

/**
 * How hard the password is to guess for somebody with French and English lists who knows the person (R38). The commonest words are
 * welcome in a long passphrase and make none: each is worth a hundred guesses, said again or written with digits ten.
 */
export function estimateStrength(password: string, contextWords: string[]): StrengthEstimate {
  if (longAndCommon.has(password.toLowerCase())) return { guessesLog10: 0, common: true, commonWords: [] };
  const { rest, found } = withoutCommonWords([...password].slice(0, judged).join(''));
  const { guessesLog10, sequence } = zxcvbn.check(rest, contextWords);
  const [only, ...others] = sequence;
  const listed = only?.pattern === 'dictionary' && String(only['dictionaryName']).startsWith('passwords');
  const common = others.length === 0 && (listed || (found.length === 1 && rest.length === 1));
  return { guessesLog10: guessesLog10 + found.length, common, commonWords: found };
}
