import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { NotARegistry } from './not-a-registry.js';

/** How the bytes of a file are read; windows-1252 is what spreadsheets call Latin-1, with the euro sign and curly quotes. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const headSize = 65_536;

/**
 * Reads the whole file once, to find its encoding and its first characters, so that a byte that is no UTF-8 at the very
 * end still counts. Throws `NotARegistry` for what is no text, and what cannot be read twice (a pipe).
 */
export async function inspectText(file: string): Promise<{ encoding: Encoding; head: string }> {
  if (!(await stat(file)).isFile()) throw new NotARegistry('This is no file: save the registry in one and name it.');
  const first: Buffer[] = [];
  let size = 0;
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    if (size < headSize) first.push(chunk);
    size += chunk.length;
    isUtf8 &&= decodes(() => utf8.decode(chunk, { stream: true }));
  }
  isUtf8 &&= decodes(() => utf8.decode());
  const start = Buffer.concat(first).subarray(0, headSize);
  const encoding = utf16Of(start) ?? (isUtf8 ? 'utf-8' : 'windows-1252');
  if (start.toString('latin1', 0, 2) === 'PK') throw new NotARegistry('This is a workbook: export it as CSV (UTF-8).');
  return { encoding, head: sameLineEnds(new TextDecoder(encoding).decode(start, { stream: true })) };
}

function decodes(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

/** By its byte order mark, else by the NUL that is half of each of its first letters. */
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return undefined;
}

const sameLineEnds = (text: string): string => text.replace(/\r\n?/gu, '\n');

/** The text of bytes, without byte order mark, each line end a `\n`. Throws `NotARegistry` where they are no such text. */
export async function* textOf(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let held = '';
  try {
    for await (const chunk of bytes) {
      const text = held + decoder.decode(chunk, { stream: true });
      held = text.endsWith('\r') ? '\r' : ''; // its \n may come with the next bytes
      yield sameLineEnds(held ? text.slice(0, -1) : text);
    }
    yield sameLineEnds(held + decoder.decode());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new NotARegistry(`The file is cut off or damaged: it ends as no ${encoding.toUpperCase()} does.`);
  }
}
