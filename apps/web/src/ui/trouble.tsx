import type { ReactNode } from 'react';
import { z } from 'zod';
import { Notice } from './notice.js';
import { waitInWords } from './time-in-words.js';
import { Words } from './words.js';

/** An answer of the API that did not take a form, as far as a page needs it. */
export const Answered = z.object({
  status: z.number(),
  /** Of the closed list of problems. */
  code: z.string(),
  /** ISO 8601; from when on to try again, where the API said so. */
  comeBackAt: z.string().nullable(),
  /** Of a refused sign-in: how many more before the lock. */
  triesLeft: z.number().optional(),
});
export type Answered = z.infer<typeof Answered>;

/** It judged nothing: too many asked, or the API is away. */
export const isTrouble = ({ status }: Answered): boolean => status === 429 || status >= 500;

interface Refused {
  status: number;
  headers: Headers;
  data: unknown;
}

export function answeredWith({ status, headers, data }: Refused): Answered {
  const { code = '', triesLeft } = (data ?? {}) as { code?: string; triesLeft?: number };
  const seconds = Number(headers.get('Retry-After')) || (status === 429 ? 60 : 0);
  const comeBackAt = seconds > 0 ? new Date(Date.now() + seconds * 1000).toISOString() : null;
  return { status, code, comeBackAt, ...(triesLeft !== undefined && { triesLeft }) };
}

interface Props {
  answer: Answered;
  /** `tooMany` says `{when}`. */
  words: { away: string; tooMany: string };
}

/** Above a form that is shown again: too many asked (429), or the API is away; nothing was done, and when to try again. */
export function Trouble({ answer: { status, comeBackAt }, words: { away, tooMany } }: Props): ReactNode {
  if (status !== 429 || comeBackAt === null) {
    return (
      <Notice icon="alert" tone="bad" isNews>
        <p>
          <Words text={away} />
        </p>
      </Notice>
    );
  }
  return (
    <Notice icon="clock" tone="waiting" isNews>
      <p>
        <Words text={tooMany} values={{ when: waitInWords(new Date(comeBackAt), new Date()) }} />
      </p>
    </Notice>
  );
}
