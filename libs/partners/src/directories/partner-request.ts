import { request } from 'undici';
import type { DirectoryAnswer } from './establishment-directory.js';

/** Of one answer, bytes; a longer one is an outage. */
const bodyCap = 1_000_000;
/** Of what comes with an error, bytes. */
const refusalCap = 16_384;

/** Seconds: whoever asks us to stay away for longer is asked again after an hour. */
const longestRetryAfter = 3_600;

/** Thrown inside partners only; its message is a code. */
export class PartnerUnavailable extends Error {}

export interface PartnerResponse {
  status: number;
  /** Parsed JSON of a 2xx; undefined otherwise. */
  body: unknown;
  /** Parsed JSON of a short 403, which may be about us or about what was asked; undefined otherwise. */
  refusal?: unknown;
  /** Seconds, when it asks to be left alone for a while. */
  retryAfter?: number;
}

/** What an answer without a body says, where its status says nothing. */
export const outageOf = ({ status, retryAfter }: PartnerResponse): DirectoryAnswer => ({
  ...{ kind: 'unavailable', cause: `status-${status}` },
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

/** One GET, bounded in time and size. Throws `PartnerUnavailable` for whatever keeps us from an answer. */
export async function partnerRequest(
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<PartnerResponse> {
  try {
    const {
      statusCode,
      headers: told,
      body,
    } = await request(url, { headers: { accept: 'application/json', ...headers }, signal });
    if (statusCode === 403) {
      const refusal = (await textOf(body, refusalCap)
        .then(JSON.parse)
        .catch(() => undefined)) as unknown;
      return { status: statusCode, body: undefined, ...(refusal === undefined ? {} : { refusal }) };
    }
    if (statusCode < 200 || statusCode >= 300) {
      await body.dump({ limit: refusalCap }); // settles also when the page is endless, cut off or out of time
      return { status: statusCode, body: undefined, ...retryAfterOf(told['retry-after']) };
    }
    return { status: statusCode, body: JSON.parse(await textOf(body, bodyCap)) as unknown };
  } catch (error) {
    if (error instanceof PartnerUnavailable) throw error;
    throw new PartnerUnavailable(codeOf(error));
  }
}

/** Leaving the loop hangs up: a longer body is not waited for. */
async function textOf(body: AsyncIterable<Buffer>, cap: number): Promise<string> {
  let size = 0;
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    size += chunk.length;
    if (size > cap) throw new PartnerUnavailable('huge');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function retryAfterOf(header: string | string[] | undefined): Pick<PartnerResponse, 'retryAfter'> {
  const seconds = Number(header);
  return Number.isInteger(seconds) && seconds > 0 ? { retryAfter: Math.min(seconds, longestRetryAfter) } : {};
}

function codeOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'malformed';
  const { name, code } = error as { name?: string; code?: string };
  return name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : (code ?? 'unreachable');
}
