import { request } from 'undici';
import type { DirectoryAnswer } from './establishment-directory.js';

/** Of one answer, bytes; a longer one is an outage. */
const bodyCap = 1_000_000;

/** Seconds: whoever asks us to stay away for longer is asked again after an hour. */
const longestRetryAfter = 3_600;

/** Thrown inside partners only; its message is a code. */
export class PartnerUnavailable extends Error {}

export interface PartnerResponse {
  status: number;
  /** Parsed JSON of a 2xx; undefined otherwise. */
  body: unknown;
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
    if (statusCode < 200 || statusCode >= 300) {
      await body.dump({ limit: 16_384 }); // settles also when the page is endless, cut off or out of time
      return { status: statusCode, body: undefined, ...retryAfterOf(told['retry-after']) };
    }
    let size = 0;
    const chunks: Buffer[] = [];
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bodyCap) throw new PartnerUnavailable('huge');
      chunks.push(chunk);
    }
    return { status: statusCode, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown };
  } catch (error) {
    if (error instanceof PartnerUnavailable) throw error;
    throw new PartnerUnavailable(codeOf(error));
  }
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
