import { folded, undressed } from './typed-text.js';

/** Whose password it is, and where: what somebody who knows the person would try first. */
export interface PasswordContext {
  lastName: string;
  firstName: string;
  email: string;
  siret: string;
  establishmentName: string | null;
  city?: string | null;
  identifier?: string;
}

const service = 'Parcours';
/** Letters that a word needs to mean a person or a place: shorter ones stand in half the words of the language. */
const shortest = 4;
const shortestName = 3;
/** In names and places, and in every other sentence. */
const everybodys = new Set([
  'pour',
  'avec',
  'dans',
  'sous',
  'sans',
  'chez',
  'entre',
  'vers',
  'tous',
  'saint',
  'sainte',
]);

/** What an estimator is to know of the person, lower case, without accents; short names, too. */
export function contextWords(context: PasswordContext): string[] {
  const { lastName, firstName, email, establishmentName, city } = context;
  const words = [service, lastName, firstName, establishmentName ?? '', city ?? ''].flatMap(wordsOf);
  const known = [...words, folded(email), localPart(folded(email)), ...numbersOf(context)];
  return [...new Set(known.filter((word) => [...word].length >= 3))];
}

/**
 * What of its context a password holds, each named once as the person would write it: whole words of four letters and more of names,
 * address, establishment and town, or the whole of them, a whole name also of three; SIRET, SIREN, six digits of them in a row, the
 * identifiant. Case, accents, letters typed twice and digits for letters make no difference, nor does what joins two words:
 * `Marie.Dupont2024`, `M4rieDup0nt`.
 */
export function contextIn(password: string, context: PasswordContext): string[] {
  const { lastName, firstName, email, establishmentName, city } = context;
  const names = [`${firstName} ${lastName}`, `${lastName} ${firstName}`, lastName, firstName];
  const texts = [...names, establishmentName ?? '', city ?? '', localPart(email), service];
  const typed = readings(password);
  const whole = texts.filter((text) => wordsOf(text).length > 1 && typed.some((words) => holdsInARow(words, text)));
  const parts = [
    ...[firstName, lastName].filter((name) => lettersOf(name) >= shortestName),
    ...texts.flatMap(unfoldedWordsOf).filter((word) => lettersOf(word) >= shortest && !everybodys.has(folded(word))),
  ].filter((word) => typed.some((words) => holdsWord(words, word)));
  const address = email !== '' && folded(password).includes(folded(email)) ? [email] : [];
  return [...eachOnce([...address, ...whole, ...parts]), ...numbersIn(password, context)];
}

/** SIRET and SIREN, the identifiant with and without `EP`. */
function numbersOf({ siret, identifier = '' }: PasswordContext): string[] {
  const key = folded(undressed(identifier));
  return [siret, siret.slice(0, 9), key, key.replace(/^ep/u, '')].filter((word) => word.length >= 8);
}

/** Looked for without the spaces and dashes people put in. An identifiant is a number also when all its characters are letters. */
function numbersIn(password: string, context: PasswordContext): string[] {
  const compact = folded(undressed(password));
  const sixDigits = [...context.siret.matchAll(/(?=(\d{6}))/gu)].map(([, digits = '']) => digits);
  // `000010` stands in many a SIRET and tells nothing of this one.
  const telling = sixDigits.filter((digits) => new Set(digits).size > 2);
  const found = [...numbersOf(context), ...telling].find((number) => compact.includes(number));
  return found === undefined ? [] : [found.toUpperCase()];
}

const localPart = (email: string): string => email.slice(0, Math.max(0, email.lastIndexOf('@')));
const unfoldedWordsOf = (text: string): string[] => text.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '');
const wordsOf = (text: string): string[] => unfoldedWordsOf(text).map(folded);
/** Letters typed twice are typed once. */
const squeezed = (word: string): string => word.replace(/(.)\1+/gu, '$1');

const letterOf: Record<string, string> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
};
const digitsRead = (text: string): string =>
  text.replace(/(?<=\p{L})[013457@$!€](?!\d)|(?<!\d)[013457@$!€](?=\p{L})/gu, (sign) => letterOf[sign] ?? sign);

/** The words of a password, read in four ways: a capital within one begins another or not, digits are letters or not. */
function readings(password: string): string[][] {
  const apart = password.normalize('NFKC').replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  const ways = [password, apart, digitsRead(folded(password)), digitsRead(folded(apart))];
  return ways.map((text) => wordsOf(text).map(squeezed));
}

const lettersOf = (word: string): number => [...folded(word)].length;
const holdsWord = (words: string[], name: string): boolean => {
  const wanted = squeezed(folded(name));
  return words.some((word) => word.replaceAll(wanted, '') === '');
};

/** Its words one behind the other, joined or not; more may stand around them. */
function holdsInARow(words: string[], text: string): boolean {
  const wanted = squeezed(wordsOf(text).join(''));
  if (wanted.length < shortest) return false;
  return words.some((_, from) =>
    words.slice(from).some((_word, to) => squeezed(words.slice(from, from + to + 1).join('')) === wanted),
  );
}

/** `Marie` is not said again beside `Marie Dupont`. */
function eachOnce(found: string[]): string[] {
  const said = new Set<string>();
  return found.filter((text) => {
    const isNew = wordsOf(text).some((word) => !said.has(word));
    for (const word of wordsOf(text)) said.add(word);
    return isNew;
  });
}
