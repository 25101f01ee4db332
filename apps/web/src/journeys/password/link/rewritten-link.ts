const token = /^[^A-Za-z0-9_-]*([A-Za-z0-9_-]{22,86})/u;
/** What mail programs break long lines with, and characters nobody sees. */
const breaks = /=?\r?\n|[\s\u00ad\u200b-\u200d\u2060\ufeff]/gu;

/**
 * F9: the token of a link as a mail program or a filter may have left it: percent-encoded once or twice, with the mark
 * or the parameters that came along, or broken over two lines. Undefined when none is left.
 */
export const tokenIn = (text: string): string | undefined =>
  token.exec(decoded(decoded(text)).replace(breaks, ''))?.[1];

/** What follows the address of links, however a filter wrote that; not the clean page. */
const linkAddress = /^\/*mot-de-passe(?:\/|%2f)+(creer|reinitialiser)(?![\w-]|\/page\/)([^?#]*)/iu;

/** The path of an e-mailed link as it was sent, without its token when none is left; undefined for other paths. */
export function mendedPath(url: string): string | undefined {
  const [link, purpose, rest] = linkAddress.exec(url) ?? [];
  if (link === undefined) return undefined;
  return ['/mot-de-passe', purpose, tokenIn(rest ?? '')].filter(Boolean).join('/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
