/**
 * A directory’s name as a mail may carry it: on one line, without marks that turn text, without what a mail program makes a
 * link of, at most so many characters long. Null where nothing is left.
 */
export function establishmentName(name: string | null, most: number): string | null {
  const plain = (name ?? '')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/:?\/\/|[\p{Cc}\s]+/gu, ' ')
    .replaceAll(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}]{2})/gu, '. ')
    .trim();
  return plain === '' ? null : cut(plain, most);
}

/** At a space where there is one in the second half. */
function cut(name: string, most: number): string {
  const letters = Array.from(new Intl.Segmenter('fr').segment(name), ({ segment }) => segment);
  if (letters.length <= most) return name;
  const start = letters.slice(0, most - 1).join('');
  const space = start.lastIndexOf(' ');
  return `${(space > start.length / 2 ? start.slice(0, space) : start).trimEnd()}…`;
}
