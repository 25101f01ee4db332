import { contextIn, contextWords, type PasswordContext } from './context-words.js';
import { isUntypable, opaque } from './opaque-string.js';
import { noBreakSpace } from './typed-text.js';

export type PasswordRefusalCode = 'too-short' | 'too-long' | 'characters' | 'too-common' | 'contains-context';

/** Why, and the words that the person can leave out; none where it is not for words. */
export interface PasswordRefusal {
  code: PasswordRefusalCode;
  words: readonly string[];
}

/** How a strength estimator (zxcvbn) judges. */
export interface StrengthEstimate {
  guessesLog10: number;
  /** Found whole in a list of common or leaked passwords. */
  common: boolean;
  /** What of it everybody tries first, and adds next to nothing. */
  commonWords: readonly string[];
}

/** Characters, thus 1024 bytes of UTF-8 at most. NIST asks for 64 at least; more is welcome until hashing would cost us (R40). */
const longest = 256;
/** zxcvbn calls 10^10 guesses very unguessable, also against somebody who stole the hashes. */
const guessesNeededLog10 = 10;

/**
 * Why a password is refused (R38, OWASP ASVS 5.0 6.2, NIST SP 800-63B-4 3.1.1.2): every reason at once, none when it
 * is accepted. Of the prepared form (`opaque`), whose code points are counted. No class rules; spaces and Unicode are welcome.
 *
 * - `too-short`: fewer than `minLength`
 * - `too-long`: more than 256; the estimate, whose cost grows with length, is then not asked
 * - `characters`: holds some that no keyboard types again
 * - `too-common`: common, or guessable in fewer than 10^10 tries; says which words of it everybody tries first
 * - `contains-context`: holds what one knows of the person (`contextIn`); says which words
 */
export function passwordRefusals(
  password: string,
  context: PasswordContext,
  estimate: (password: string, contextWords: string[]) => StrengthEstimate,
  { minLength }: { minLength: number },
): PasswordRefusal[] {
  const prepared = opaque(password);
  const refusals: PasswordRefusal[] = [];
  const refuse = (code: PasswordRefusalCode, words: readonly string[] = []) => void refusals.push({ code, words });
  if (passwordLength(prepared) < minLength) refuse('too-short');
  if (isUntypable(prepared)) refuse('characters');
  if (isTooLong(prepared)) refuse('too-long');
  else {
    const estimated = estimate(prepared, contextWords(context));
    if (isGuessable(estimated)) refuse('too-common', estimated.commonWords);
    const found = contextIn(prepared, context);
    if (found.length > 0) refuse('contains-context', found);
  }
  return refusals;
}

/** In characters as people count them, nearly: code points of the prepared form. */
export const passwordLength = (password: string): number => [...opaque(password)].length;

interface Refused {
  length: number;
  minLength: number;
  words: readonly string[];
}

/** The sentence for each reason; `breached` comes from the breach service, which is not asked here. */
export const passwordRefusalTexts: Readonly<Record<PasswordRefusalCode | 'breached', (refused: Refused) => string>> = {
  'too-short': ({ length, minLength }) =>
    `Le mot de passe compte ${characters(length)}${noBreakSpace}: il en faut ${minLength} au moins.`,
  'too-long': () => `Le mot de passe est trop long${noBreakSpace}: ${characters(longest)} au plus.`,
  characters: () =>
    'Le mot de passe contient un caractère qui ne peut pas être saisi de nouveau au clavier, comme une tabulation : retirez-le.',
  'too-common': ({ words }) =>
    words.length === 0
      ? 'Ce mot de passe est trop facile à deviner : choisissez une phrase de plusieurs mots.'
      : `Ce mot de passe est trop facile à deviner, car ${quoted(words)} ${words.length > 1 ? 'sont' : 'est'} parmi les premiers essais${noBreakSpace}: choisissez une phrase d’autres mots.`,
  breached: () => 'Ce mot de passe a été divulgué lors d’une fuite de données : choisissez-en un autre.',
  'contains-context': ({ words }) =>
    `Le mot de passe contient ${quoted(words)}, que l’on devine en vous connaissant${noBreakSpace}: choisissez d’autres mots.`,
};

/** « un », « deux » et « trois ». */
const quoted = (words: readonly string[]): string =>
  new Intl.ListFormat('fr').format(words.map((word) => `«${noBreakSpace}${word}${noBreakSpace}»`));

const characters = (count: number): string => `${count}${noBreakSpace}caractère${count > 1 ? 's' : ''}`;

const isTooLong = (password: string): boolean => passwordLength(password) > longest;

const isGuessable = ({ common, guessesLog10 }: StrengthEstimate): boolean =>
  common || guessesLog10 < guessesNeededLog10;
