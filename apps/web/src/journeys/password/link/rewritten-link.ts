import { linkTokenLength } from '@app/contracts/http';

const letter = '[A-Za-z0-9_-]';
/** What surrounds and follows a token is cut by its length. */
const token = new RegExp(`^[^A-Za-z0-9_-]*(${letter}{${linkTokenLength}})`, 'u');
const tokenAlone = new RegExp(`^[^A-Za-z0-9_-]*${letter}{${linkTokenLength}}(?!${letter})`, 'u');

/** White space, and characters that are not seen: where a mail program broke a long line. */
const breaks = /[\s\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]+/gu;
/** Soft line breaks of quoted-printable (RFC 2045, 6.7), whether or not the line's end is still there. */
const softBreaks = /=/gu;
/** What quoted-printable makes of the two signs that a token may hold. */
const quoted = /=(?:2D|5F)/giu;
const unquoted = (sign: string): string => (/2D/iu.test(sign) ? '-' : '_');

/**
 * F9: the token of a link as a mail program or a filter may have left it: percent-encoded once or twice, quoted-printable,
 * with what surrounded or followed it, or broken over two lines. Undefined when none is left.
 */
export function tokenIn(text: string): string | undefined {
  const joined = decoded(decoded(text)).replace(breaks, '');
  // `=2D` may also be a soft break before « 2D »: the reading that gives a token and nothing more is the right one.
  const readings = [joined.replace(quoted, unquoted), joined].map((reading) => reading.replace(softBreaks, ''));
  const best = readings.find((reading) => tokenAlone.test(reading)) ?? readings.at(-1);
  return token.exec(best ?? '')?.[1];
}

/** The address of links, and what follows it; not the clean page. */
const linkAddress = /^\/*mot-de-passe\/+(creer|reinitialiser)(?![\w-]|\/page\/)(.*)$/iu;

/** The path of an e-mailed link as it was sent, without its token when none is left; undefined for other paths. */
export function mendedPath(url: string): string | undefined {
  const [path = ''] = url.split(/[?#]/u);
  const [link, purpose, rest] = linkAddress.exec(decoded(decoded(path)).replace(breaks, '')) ?? [];
  if (link === undefined) return undefined;
  return ['/mot-de-passe', purpose?.toLowerCase(), tokenIn(rest ?? '')].filter(Boolean).join('/');
}

/** What cannot be decoded stays as it is, and spoils nothing beside it. */
const decoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/giu, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
