import type { ReactNode } from 'react';
import type { RegistrationView } from '../../../api/generated/parcours.js';
import { Notice } from '../../../ui/notice.js';
import { waitInWords } from '../../../ui/time-in-words.js';
import { Words } from '../../../ui/words.js';
import { texts } from '../texts.fr.js';

const { news } = texts;

const words = ['envoye', 'corrige', 'trop-tot', 'rien', 'refus', 'indisponible'] as const;

/** What a form did, told for a minute by the page it leads to. */
export type News = (typeof words)[number];

export const newsOf = (told: string | undefined): News | undefined => words.find((word) => word === told);

/** The cases in which each is still true: another that has come meanwhile speaks for itself. */
const holds: Record<News, readonly RegistrationView['status'][]> = {
  envoye: ['awaiting-password'],
  corrige: ['awaiting-password'],
  'trop-tot': ['awaiting-password', 'blocked'],
  rien: ['checking', 'under-review', 'completed', 'refused', 'expired', 'cancelled'],
  refus: ['awaiting-password', 'blocked'],
  indisponible: ['awaiting-password', 'blocked'],
};
export const newsHolds = (word: News, { status }: RegistrationView): boolean => holds[word].includes(status);

export function CaseNews({ word, view }: { word: News; view: RegistrationView }): ReactNode {
  const address = view.sentTo;
  switch (word) {
    case 'envoye':
      return (
        <Notice icon="done" tone="good" isNews>
          <p>
            <Words text={news.resent} values={{ address }} />
          </p>
        </Notice>
      );
    case 'corrige':
      return (
        <Notice icon="done" tone="good" isNews>
          <p>
            <Words text={news.corrected} values={{ address }} />
          </p>
        </Notice>
      );
    case 'trop-tot':
      return (
        <Notice icon="clock" isNews>
          <p>
            <TooSoon until={view.canResendAt} />
          </p>
        </Notice>
      );
    case 'rien':
      return (
        <Notice icon="about" isNews>
          <p>{news.nothing}</p>
        </Notice>
      );
    case 'refus':
      return (
        <Notice icon="alert" tone="bad" isNews>
          <p>{news.notOwner}</p>
        </Notice>
      );
    case 'indisponible':
      return (
        <Notice icon="alert" tone="bad" isNews>
          <p>
            <Words text={news.away} />
          </p>
        </Notice>
      );
  }
}

function TooSoon({ until }: { until: string | null }): ReactNode {
  const now = new Date();
  if (until === null || new Date(until) <= now) return <Words text={news.tooSoonShort} />;
  return <Words text={news.tooSoon} values={{ when: waitInWords(new Date(until), now) }} />;
}
