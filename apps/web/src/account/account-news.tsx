import type { ReactNode } from 'react';
import { Notice } from '../ui/notice.js';
import { Words } from '../ui/words.js';
import { texts } from './texts.fr.js';

const words = { fermees: texts.news.closed, modifie: texts.news.changed, indisponible: texts.news.away };
type News = keyof typeof words;

/** What a form did, told by « Mon compte » for a minute. */
export function AccountNews({ told }: { told: string | undefined }): ReactNode {
  const word = (Object.keys(words) as News[]).find((known) => known === told);
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
