import { folded } from '@app/domain';

/**
 * What people who must choose a password type first, here and everywhere: as shown to them, letters alone count. A word that begins
 * another stands behind it.
 */
const firstTried = [
  // the field's own label and the advice beside it
  ...[
    'une phrase de quatre ou cinq mots',
    'une phrase de plusieurs mots',
    'phrase de passe',
    'mot de passe',
    'mots de passe',
  ],
  ...[
    'prénom nom exemple fr',
    'password',
    'passe',
    'caractères',
    'exemple',
    'prénom',
    'secret',
    'test',
    'démo',
    'admin',
    'administrateur',
    'root',
  ],
  // rows of keyboards
  ...[
    'azertyuiop',
    'azerty',
    'qwertyuiop',
    'qwerty',
    'qwertz',
    'qsdfghjklm',
    'qsdfgh',
    'asdfghjkl',
    'asdfgh',
    'wxcvbn',
    'zxcvbn',
  ],
  // greetings and pet names
  ...[
    'bonjour',
    'bonsoir',
    'bienvenue',
    'coucou',
    'salut',
    'merci',
    'hello',
    'welcome',
    'je t’aime',
    'i love you',
    'mon amour',
  ],
  ...['soleil', 'doudou', 'loulou', 'chouchou', 'chocolat', 'princesse', 'dragon', 'football', 'letmein', 'change me'],
  ...[
    'changez moi',
    'changer',
    'provisoire',
    'nouveau',
    'marseille',
    'toulouse',
    'bordeaux',
    'lyon',
    'paris',
    'france',
  ],
  // what this service is about
  ...[
    'parcours',
    'identifiant',
    'connexion',
    'inscription',
    'établissement',
    'employeur',
    'retraite',
    'cnracl',
    'ircantec',
  ],
  ...[
    'caisse des dépôts',
    'mairie',
    'commune',
    'collectivité',
    'hôpital',
    'ehpad',
    'préfecture',
    'ministère',
    'service',
    'compte',
  ],
  // the time of the year
  ...['printemps', 'automne', 'hiver', 'janvier', 'février', 'mars', 'avril', 'juin', 'juillet', 'août'],
  ...[
    'septembre',
    'octobre',
    'novembre',
    'décembre',
    'lundi',
    'mardi',
    'mercredi',
    'jeudi',
    'vendredi',
    'samedi',
    'dimanche',
  ],
] as const;

const signsFor: Record<string, string> = {
  ...{ a: '4@', e: '3€', i: '1!', l: '1', o: '0', s: '5$', t: '7', b: '8', g: '9', z: '2' },
};
const separator = "[ ._,;:/*+@’'-]?";
/**
 * Each letter once or more, or the digit that people write for it; between two of them what they separate words with, unless the word is
 * so short that the end of one and the beginning of another would make it.
 */
function spelled(words: string): string {
  const letters = [...folded(words).replace(/[^a-z]/gu, '')];
  return letters
    .map((letter, at) => `[${letter}${signsFor[letter] ?? ''}]${letter === letters[at - 1] ? '*' : '+'}`)
    .join(letters.length > 4 ? separator : '');
}

/** Two neighbours of a keyboard in turn. */
const zigzags = [
  '1?a1?z2e3(?:r4)?(?:t5)?(?:y6)?(?:u7)?(?:i8)?(?:o9)?(?:p0)?',
  'azqs(?:wx)?(?:ed)?(?:cvfr|c|rf)?(?:tg)?',
  '1qaz(?:2wsx)?(?:3edc)?(?:4rfv)?',
];
/** « été » is in half the words of the language unless it stands alone. */
const summer = '(?<![a-z])ete(?![a-z])';
const year = '(?:19|20)\\d{2}(?!\\d)';
/** One group a word; what follows is called as it is typed. */
const pattern = new RegExp(
  [...firstTried.map(spelled), summer, year, ...zigzags].map((one) => `(${one})`).join('|'),
  'gu',
);
const nameOf = (group: number, found: string): string =>
  group === firstTried.length ? 'été' : (firstTried[group] ?? found);

/** Of which each is one character, and no two of them a sequence: the private use area has room. */
const standIn = (which: number): string => String.fromCodePoint(0xe000 + 64 * which);
const again = standIn(99);

export interface Remainder {
  /** What is left to guess, a character in place of each common word and of each word said before. */
  rest: string;
  /** The common words, each once. */
  found: readonly string[];
}

/** Takes the commonest words, years and repeated words out of a password: all of them together are a handful of guesses. */
export function withoutCommonWords(password: string): Remainder {
  const { text, from } = alignedFold(password);
  const found: string[] = [];
  const parts: { start: number; end: number; by: string }[] = [];
  for (const match of text.matchAll(pattern)) {
    const group = match.findIndex((one, index) => index > 0 && one !== undefined) - 1;
    const name = nameOf(group, match[0]);
    if (!found.includes(name)) found.push(name);
    parts.push({ start: match.index, end: match.index + match[0].length, by: standIn(found.indexOf(name)) });
  }
  const said = new Set<string>();
  for (const { 0: word, index } of text.matchAll(/[a-z]{4,}/gu)) {
    const isTaken = parts.some(({ start, end }) => index < end && start < index + word.length);
    if (!isTaken && said.has(word)) parts.push({ start: index, end: index + word.length, by: again });
    said.add(word);
  }
  const characters = [...password];
  for (const { start, end, by } of parts.toSorted((one, other) => other.start - one.start)) {
    const [first, last] = [from[start] ?? 0, from[end - 1] ?? 0];
    characters.splice(first, last - first + 1, by);
  }
  return { rest: characters.join(''), found };
}

/** Folded, with the character of the password that each letter comes from. */
function alignedFold(password: string): { text: string; from: number[] } {
  const from: number[] = [];
  const text = [...password].map((character, index) => {
    const letters = folded(character);
    for (let at = 0; at < letters.length; at++) from.push(index);
    return letters;
  });
  return { text: text.join(''), from };
}
