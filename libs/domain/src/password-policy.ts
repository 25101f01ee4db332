import { noBreakSpace, undressed } from './typed-text.js';

export type PasswordRefusal = 'too-short' | 'too-long' | 'too-common' | 'contains-context';

/** Whose password it is, and where: what somebody who knows the person would try first. */
export interface PasswordContext {
  lastName: string;
  firstName: string;
  email: string;
  siret: string;
  establishmentName: string | null;
  identifier?: string;
}

/** How a strength estimator (zxcvbn) judges; `common`: found whole in a list of common or leaked passwords. */
export interface StrengthEstimate {
  guessesLog10: number;
  common: boolean;
}

/** NIST asks for 64 at least; more is welcome until hashing would cost us (R40). */
const longest = { characters: 256, bytes: 1024 };
/** zxcvbn calls 10^10 guesses very unguessable, also against somebody who stole the hashes. */
const guessesNeededLog10 = 10;

/**
 * Why a password is refused (R38, OWASP ASVS 5.0 6.2, NIST SP 800-63B-4 3.1.1.2): every reason at once, none when it
 * is accepted. Lengths count code points of the NFC form. No class rules; spaces and Unicode are welcome.
 *
 * - `too-short`: fewer than `minLength`
 * - `too-long`: more than 256, or 1024 bytes of UTF-8; the estimate, whose cost grows with length, is then not asked
 * - `too-common`: common, or guessable in fewer than 10^10 tries
 * - `contains-context`: holds one of the `contextWords`, whatever its case and accents
 */
export function passwordRefusals(
  password: string,
  context: PasswordContext,
  estimate: (password: string, contextWords: string[]) => StrengthEstimate,
  { minLength }: { minLength: number },
): PasswordRefusal[] {
  const normal = password.normalize('NFC');
  const words = contextWords(context);
  const refusals: PasswordRefusal[] = [];
  if (passwordLength(password) < minLength) refusals.push('too-short');
  if (isTooLong(normal)) refusals.push('too-long');
  else if (isGuessable(estimate(normal, words))) refusals.push('too-common');
  if (containsContext(normal, words, numbersOf(context))) refusals.push('contains-context');
  return refusals;
}

/** In characters as people count them, nearly: code points of the NFC form. */
export const passwordLength = (password: string): number => [...password.normalize('NFC')].length;

/** The sentence for each reason; `breached` comes from the breach service, which is not asked here. */
export const passwordRefusalTexts: Readonly<
  Record<PasswordRefusal | 'breached', (measure: { length: number; minLength: number }) => string>
> = {
  'too-short': ({ length, minLength }) =>
    `Le mot de passe compte ${characters(length)}${noBreakSpace}: il en faut ${minLength} au moins.`,
  'too-long': () => `Le mot de passe est trop long${noBreakSpace}: ${characters(longest.characters)} au plus.`,
  'too-common': () => 'Ce mot de passe est trop facile à deviner : choisissez une phrase de plusieurs mots.',
  breached: () => 'Ce mot de passe a été divulgué lors d’une fuite de données : choisissez-en un autre.',
  'contains-context': () =>
    'Le mot de passe contient votre nom, votre adresse, un numéro ou le nom de votre établissement, ou « parcours ».',
};

const characters = (count: number): string => `${count}${noBreakSpace}caractère${count > 1 ? 's' : ''}`;

const isTooLong = (password: string): boolean =>
  passwordLength(password) > longest.characters || new TextEncoder().encode(password).length > longest.bytes;

const isGuessable = ({ common, guessesLog10 }: StrengthEstimate): boolean =>
  common || guessesLog10 < guessesNeededLog10;

/**
 * Lower case, without accents: each part of the names (3 letters and more: shorter ones are in half the words of the
 * language), the e-mail address and what stands before its @, the establishment's words of 4 letters and more, SIRET,
 * SIREN, the identifiant with and without `EP`, and the service's own name.
 */
function contextWords(context: PasswordContext): string[] {
  const { lastName, firstName, email, establishmentName } = context;
  const address = folded(email);
  return [
    ...new Set([
      'parcours',
      ...wordsOf(`${lastName} ${firstName}`, 3),
      ...wordsOf(establishmentName ?? '', 4),
      ...[address, address.slice(0, Math.max(0, address.lastIndexOf('@')))].filter((word) => word.length >= 3),
      ...numbersOf(context),
    ]),
  ];
}

function numbersOf({ siret, identifier = '' }: PasswordContext): string[] {
  const key = folded(undressed(identifier));
  return [siret, siret.slice(0, 9), key, key.replace(/^ep/u, '')].filter((word) => word.length >= 8);
}

/**
 * Numbers, and words with a digit in them, are also looked for without the spaces and dashes people put in. An
 * identifiant is a number even when all its characters happen to be letters, as one in twenty's do.
 */
function containsContext(password: string, words: string[], numbers: string[]): boolean {
  const typed = folded(password);
  const compact = folded(undressed(password));
  const alsoCompact = [...numbers, ...words.filter((word) => /[0-9]/u.test(word))];
  return words.some((word) => typed.includes(word)) || alsoCompact.some((word) => compact.includes(word));
}

const wordsOf = (text: string, shortest: number): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => [...word].length >= shortest);

/** `Lecœur` and `LECOEUR`, `Hélène` and `helene` are one. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss');
