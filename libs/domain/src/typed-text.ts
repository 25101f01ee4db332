/**
 * What people type or paste into a field of digits and letters, freed of its dress: NFKC (full-width digits become
 * plain ones), without white space (also U+00A0 and U+202F), dots, dashes of any kind, and the invisible marks
 * that come along when text is copied from a page or a spreadsheet.
 */
export const undressed = (typed: string): string => typed.normalize('NFKC').replace(/[\s.\p{Pd}\u2212\p{Cf}]/gu, '');

/** Only A to Z: `toUpperCase` would also turn letters nobody allotted into allotted ones (ß into SS, ı into I). */
export const inCapitals = (text: string): string => text.replace(/[a-z]/gu, (letter) => letter.toUpperCase());

/** U+00A0: keeps a figure on one line with its unit, and French punctuation with its word. */
export const noBreakSpace = '\u00a0';
