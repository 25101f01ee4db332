import type { ReactNode } from 'react';
import { addresses } from '../ui/addresses.js';
import { Notice } from '../ui/notice.js';
import { Words } from '../ui/words.js';
import { texts } from './texts.fr.js';

const words = { fermees: texts.news.closed, modifie: texts.news.changed, indisponible: texts.news.away };
type News = keyof typeof words;

/** What a form did, told once by « Mon compte »; the query holds nothing but the word. */
export const accountWith = (word: News): string => `${addresses.account}?${word}=1`;

export function AccountNews({ query }: { query: Readonly<Record<string, unknown>> }): ReactNode {
  const word = (Object.keys(words) as News[]).find((known) => query[known] === '1');
  if (!word) return null;
  const isBad = word === 'indisponible';
  return (
    <Notice icon={isBad ? 'alert' : 'done'} tone={isBad ? 'bad' : 'good'} isNews>
      <p>
        <Words text={words[word]} />
      </p>
    </Notice>
  );
}
