const ligatures: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss' };

/** Letters alone, without accents or case: « Jean-Pierre », « jean pierre » and « JEAN PIERRE » are one name, « Jean » is another. */
const bare = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[œæß]/gu, (letter) => ligatures[letter] ?? letter)
    .replace(/[^\p{L}]/gu, '');

/** Whether two spellings are of one name (R36): tolerant of accents, case, hyphens, spaces and apostrophes, of nothing else. */
export function isSameName(one: string, other: string): boolean {
  const [letters, others] = [bare(one), bare(other)];
  // Names without a letter were accepted once: they are compared as they are.
  return letters === '' && others === '' ? one.trim() !== '' && one.trim() === other.trim() : letters === others;
}

/** The names of a person as they are shown: « Marie Dupont-Martin ». */
export const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${shownName(firstName)} ${shownName(lastName)}`;

/**
 * A name as others read it; it is stored as typed. Written all in capitals or all in small letters it gets its capitals:
 * « MARIE DUPONT-MARTIN » → « Marie Dupont-Martin », « D’ARC » → « d’Arc », « O’NEIL » → « O’Neil ». Other names, and those with
 * signs that are no name's, are left as their owners wrote them, but for a space after a dot: « J.Dupont », and « exemple.fr » of earlier days, are links to mail programs.
 */
export function shownName(name: string): string {
  const spaced = name.replace(/(?<=[\p{L}\p{M}\p{N}][.\u3002])(?=[\p{L}\p{N}])/gu, ' ');
  const isMixed = spaced !== spaced.toLowerCase() && spaced !== spaced.toUpperCase();
  const isPlain = /^[\p{L}\p{M} '\u2019.-]+$/u.test(spaced);
  return isMixed || !isPlain || initials.test(spaced) ? spaced : withCapitals(spaced);
}

/** « JM », « MC »: two letters that make no syllable. */
const initials = /^[B-DF-HJ-NP-TV-XZ]{2}$/u;

/** Small before another word; « le » and « la » are part of the name they begin. */
const particles = ['de', 'du', 'des', 'von'];
/** Before an apostrophe, other beginnings than a single letter after which a capital follows. */
const elided = /^(?:\p{L}|dall|dell|sant)$/u;
const macs =
  /^mac(?=(?:adam|alister|arthur|aulay|cormack|donald|dougall|farlane|gregor|intosh|intyre|kay|kenna|kenzie|kinnon|lean|leod|mahon|millan|namara|neill|pherson|queen)$)/u;

function withCapitals(name: string): string {
  const small = name.toLowerCase();
  return small.replace(/[\p{L}\p{M}\p{N}]+/gu, (word, at: number) => {
    const [before, after] = [small.slice(0, at), small.slice(at + word.length)];
    if (word === 'd' && isApostrophe(after.charAt(0)) && after.length > 1) return word;
    if (particles.includes(word) && /^[ -]\p{L}/u.test(after)) return word;
    if (isApostrophe(before.at(-1) ?? '') && !elided.test(/[\p{L}\p{M}]*$/u.exec(before.slice(0, -1))?.[0] ?? ''))
      return word;
    return capitalised(word);
  });
}

const isApostrophe = (sign: string): boolean => ["'", '\u2019'].includes(sign);

function capitalised(word: string): string {
  const mac = /^mc(?=\p{L}{2})/u.exec(word)?.[0] ?? macs.exec(word)?.[0] ?? '';
  return [mac, word.slice(mac.length)].map(withCapital).join('');
}

function withCapital(part: string): string {
  const [first = ''] = part;
  return first.toUpperCase() + part.slice(first.length);
}
