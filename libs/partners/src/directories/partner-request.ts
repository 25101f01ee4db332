import { request } from 'undici';

/** Of one answer, bytes; a longer one is an outage. */
const bodyCap = 1_000_000;

/** Thrown inside partners only; its message is a code. */
export class PartnerUnavailable extends Error {}

export interface PartnerResponse {
  status: number;
  /** Parsed JSON of a 2xx; undefined otherwise. */
  body: unknown;
}

/** One GET, bounded in time and size. Throws `PartnerUnavailable` for whatever keeps us from an answer. */
export async function partnerRequest(
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<PartnerResponse> {
  try {
    const { statusCode, body } = await request(url, { headers: { accept: 'application/json', ...headers }, signal });
    if (statusCode < 200 || statusCode >= 300) {
      await body.dump({ limit: 16_384 }); // settles also when the page is endless, cut off or out of time
      return { status: statusCode, body: undefined };
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

function codeOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'malformed';
  const { name, code } = error as { name?: string; code?: string };
  return name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : (code ?? 'unreachable');
}
