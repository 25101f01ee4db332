import type { ReactNode } from 'react';
import { Notice } from './notice.js';
import { waitInWords } from './time-in-words.js';
import { Words } from './words.js';

/** An answer of the API that judged nothing: too many asked (429, which says when to come back), or it is away. */
export interface Unanswered {
  status: number;
  headers: Headers;
}

interface Props {
  answer: Unanswered;
  /** `tooMany` says `{when}`. */
  words: { away: string; tooMany: string };
}

/** Above a form that is shown again: nothing was done, and when to try again. */
export function Trouble({ answer: { status, headers }, words: { away, tooMany } }: Props): ReactNode {
  if (status !== 429) {
    return (
      <Notice icon="alert" tone="bad" isNews>
        <p>
          <Words text={away} />
        </p>
      </Notice>
    );
  }
  const now = new Date();
  const when = waitInWords(new Date(now.getTime() + (Number(headers.get('Retry-After')) || 60) * 1000), now);
  return (
    <Notice icon="clock" tone="waiting" isNews>
      <p>
        <Words text={tooMany} values={{ when }} />
      </p>
    </Notice>
  );
}
