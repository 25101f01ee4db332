/**
 * One rule per kind of field for what comes along when people type and paste. Characters that are not seen are removed where
 * they can only be a paste's remains; in names, those that turn the text are left for `nameFault` to refuse.
 */

/** Not seen: Unicode's format characters, what it says to ignore, and the blank of Braille; NFKC has turned other fillers into these. */
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const turning = /\p{Bidi_Control}/u;
const unseenButTurning = /(?!\p{Bidi_Control})[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Of any kind, with the signs that look like one: minus, modifier minus, hyphen bullet, heavy minus. */
const hyphens = /[\p{Pd}\u02d7\u2043\u2212\u2796]/gu;
/** Spaces that the space bar does not type. */
const lookAlikeSpaces = /(?! )\p{Zs}/gu;

/** Full-width and other forms become plain ones. NFKC would make a space and a loose accent of an acute used as an apostrophe. */
const plain = (typed: string): string => typed.replace(/\u00b4/gu, "'").normalize('NFKC');

/**
 * A field of digits and letters, freed of its dress: NFKC, without white space (also U+00A0 and U+202F), dots, dashes of any
 * kind, and the marks that are not seen.
 */
export const undressed = (typed: string): string =>
  typed.normalize('NFKC').replace(unseen, '').replace(hyphens, '').replace(/[\s.]/gu, '');

/**
 * An e-mail address: NFKC, without what is not seen, and without spaces that the space bar does not type. A plain space within
 * stays, to be refused: without it the address might be another person's.
 */
export const tidyEmail = (typed: string): string =>
  typed.replace(lookAlikeSpaces, '').normalize('NFKC').replace(unseen, '').replace(hyphens, '-').trim();

/** A telephone number: NFKC, plain spaces and hyphens, nothing that is not seen. */
export const tidyPhone = (typed: string): string =>
  typed.normalize('NFKC').replace(unseen, '').replace(hyphens, '-').replace(/\s+/gu, ' ').trim();

/** A name: as a telephone number, and what turns the text stays, to be refused. */
export const tidyName = (typed: string): string =>
  plain(typed).replace(unseenButTurning, '').replace(hyphens, '-').replace(/\s+/gu, ' ').trim();

/** `characters` · `name-link`: it would be read as an address or a link · `name-letter`: no letter at all. */
export type NameFault = 'characters' | 'name-link' | 'name-letter';

/**
 * What would deceive those to whom a name is shown, or lock its owner out: it stands in mails and lists of other people, and is
 * asked for again by its letters (R36). Expects a tidied name.
 */
export function nameFault(name: string): NameFault | undefined {
  if (turning.test(name)) return 'characters';
  if (/[/\\:@]|www\./iu.test(name) || isLikeADomain(name)) return 'name-link';
  return /\p{L}/u.test(name) ? undefined : 'name-letter';
}

/** « exemple.fr » and « t.co »; « J.Dupont » and « J.-P. » are initials. IDNA also reads U+3002 as a dot. */
const isLikeADomain = (name: string): boolean =>
  /[\p{L}\p{M}\p{N}]{2}[.\u3002][\p{L}\p{N}-]{2}/u.test(name) || /[\p{Ll}\p{N}][.\u3002]\p{Ll}{2}/u.test(name);

/** Only A to Z: `toUpperCase` would also turn letters nobody allotted into allotted ones (ß into SS, ı into I). */
export const inCapitals = (text: string): string => text.replace(/[a-z]/gu, (letter) => letter.toUpperCase());

/** U+00A0: keeps a figure on one line with its unit, and French punctuation with its word. */
export const noBreakSpace = '\u00a0';

/** Lower case without accents: `Lecœur` and `LECOEUR`, `Hélène` and `helene` are one. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss');
