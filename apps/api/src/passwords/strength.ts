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
  dictionary: { ...common.dictionary, ...english.dictionary, ...french.dictionary },
  graphs: common.adjacencyGraphs,
  maxLength: 64,
  l33tMaxSubstitutions: 10,
});

/** How hard the password is to guess for somebody with French and English lists who knows the person (R38). */
export function estimateStrength(password: string, contextWords: string[]): StrengthEstimate {
  const { guessesLog10, sequence } = zxcvbn.check(password, contextWords);
  const [only, ...others] = sequence;
  const common =
    others.length === 0 && only?.pattern === 'dictionary' && String(only['dictionaryName']).startsWith('passwords');
  return { guessesLog10, common };
}
