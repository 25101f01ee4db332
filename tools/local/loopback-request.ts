import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** Listening on loopback is not enough: a page of another site can reach it through the browser, under a name of its own. */
export function comesFromHere({ headers }: IncomingMessage): boolean {
  const local = (address: string) =>
    URL.canParse(address) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
  return local(`http://${headers.host ?? ''}`) && (headers.origin === undefined || local(headers.origin));
}

const Json = z.string().transform((written, ctx) => {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    ctx.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
});

/** The JSON body, if it has the form asked for; else the 422 that says why not. */
export async function bodyOf<T extends z.ZodType>(
  request: IncomingMessage,
  form: T,
): Promise<{ body: z.output<T> } | { refusal: { status: number; json: unknown } }> {
  const read = Json.pipe(form).safeParse(await text(request));
  if (read.success) return { body: read.data };
  return { refusal: { status: 422, json: { error: 'request-invalid', detail: z.prettifyError(read.error) } } };
}
