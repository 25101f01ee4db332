/** Text that has been escaped, or was written by us: safe to put into a page. */
export class Html {
  constructor(readonly text: string) {}
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/gu, (character) => escapes[character] ?? character);

type Part = Html | string | number | null | readonly Part[];
function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === null) return '';
  return typeof part === 'object' ? part.map(render).join('') : escape(String(part));
}

/** Escapes every value that is not `Html`: messages are written by strangers. */
export const html = (pieces: TemplateStringsArray, ...values: Part[]): Html =>
  new Html(pieces.map((piece, index) => piece + render(values[index] ?? null)).join(''));
